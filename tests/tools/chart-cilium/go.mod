module portico.dev/tests/tools/chart-cilium

go 1.24.0

require github.com/cilium/cilium v1.20.2
