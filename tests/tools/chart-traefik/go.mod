module portico.dev/tests/tools/chart-traefik

go 1.24.0

require github.com/traefik/traefik-helm-chart v41.6.0+incompatible
