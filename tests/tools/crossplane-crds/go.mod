module portico.dev/tests/tools/crossplane-crds

go 1.24.0

require github.com/crossplane/crossplane/v2 v2.3.4
