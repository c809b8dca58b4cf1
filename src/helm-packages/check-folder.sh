#!/bin/sh
# Helm runs this once the plugin is in its folder, and takes a failure for its own. A plugin that would break others
# there is taken out again: Helm 3 loads none where it can't read one, and Helm 4 stops at the second of one command.

# Said here, because a subshell that fails ends nothing.
: "${HELM_PLUGIN_DIR:?Helm runs this, and sets it}"
folder=$(CDPATH='' cd -- "$(dirname -- "$HELM_PLUGIN_DIR")" && pwd -P) || exit
# Without the slash that makes a link what it leads to.
plugin=$folder/$(basename -- "$HELM_PLUGIN_DIR")

refuse() {
    # In development a plugin is a link, of which nothing else goes.
    rm -rf -- "$plugin"
    printf '%s is not installed. %s\n' "$HELM_PLUGIN_NAME" "$1" >&2
    exit 1
}

# Whether there is a plugin, and for which Helm.
is_for_helm4() { grep -q '^apiVersion:' "$folder/$1/plugin.yaml" 2> /dev/null; }
is_for_helm3() { [ -e "$folder/$1/plugin.yaml" ] && ! is_for_helm4 "$1"; }

is_helm3() {
    case $(HELM_NO_PLUGINS=1 "$1" version --short 2> /dev/null) in
        v3.*) ;;
        *) return 1 ;;
    esac
}

# Whether a program finds its plugins here.
is_of_this_folder() {
    theirs=$(HELM_NO_PLUGINS=1 "$1" env HELM_PLUGINS 2> /dev/null)
    [ "$(CDPATH='' cd -- "$theirs" 2> /dev/null && pwd -P)" = "$folder" ]
}

if ! grep -q '^apiVersion:' "$plugin/plugin.yaml"; then
    if is_for_helm4 portico-cli; then
        refuse "It is for Helm 3, and $folder has portico-cli, which is Helm 4's \`helm portico\`."
    fi
    exit 0
fi

if [ "$HELM_PLUGIN_NAME" = portico-cli ] && is_for_helm3 portico; then
    refuse "$folder has the plugin portico of Helm 3, another \`helm portico\`: \`helm plugin uninstall portico\` comes first."
fi

for program in helm helm3; do
    is_helm3 "$program" || continue
    path=$(command -v "$program")
    # These may be set for Helm 4 alone.
    if (unset HELM_PLUGINS HELM_DATA_HOME && is_of_this_folder "$program"); then
        refuse "$path is Helm 3 and would load no plugin of $folder any more. Give Helm 4 a folder of its own: HELM_DATA_HOME=FOLDER helm plugin install …"
    elif is_of_this_folder "$program"; then
        printf 'Run %s without the HELM_DATA_HOME that is set here: Helm 3 loads no plugin of %s.\n' "$path" "$folder" >&2
    fi
done
