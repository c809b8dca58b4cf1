module portico.dev/tests/tools/gateway-api-examples-1.4

go 1.24.0

require sigs.k8s.io/gateway-api v1.4.1
