module portico.dev/tests/tools/envoy-proxy

go 1.24.0

require github.com/envoyproxy/gateway v1.9.1
