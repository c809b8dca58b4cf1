#!/bin/sh
# Starts the program that lies beside this, else the one in the PATH. A manifest can't do it: Helm 4.0 knows no
# HELM_PLUGIN_DIR in the arguments of a command, and every Helm fills in a shell's "$@".

program=$HELM_PLUGIN_DIR/portico
[ -x "$program" ] || program=portico
if command -v "$program" > /dev/null; then
    exec "$program" "$@"
fi

missing="The program portico is neither in $HELM_PLUGIN_DIR nor in the PATH: install it, or the plugin's package."
case "$*" in
    # Helm 4 hides what a post-renderer says, but for output that is no object, which it refuses.
    "post-render --helm4"*) printf '|\n  %s\n' "$missing" ;;
    *)
        echo "$missing" >&2
        exit 2
        ;;
esac
