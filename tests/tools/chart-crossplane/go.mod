module portico.dev/tests/tools/chart-crossplane

go 1.24.0

require github.com/crossplane/crossplane/v2 v2.2.0
