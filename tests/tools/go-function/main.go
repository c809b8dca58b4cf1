// A composition function that writes what Portico writes for a load balancer of AWS, and judges nothing: what Portico is
// measured against.
package main

import (
	"context"
	"os"

	function "github.com/crossplane/function-sdk-go"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
	"github.com/crossplane/function-sdk-go/request"
	"github.com/crossplane/function-sdk-go/response"
)

type runner struct {
	fnv1.UnimplementedFunctionRunnerServiceServer
}

func (runner) RunFunction(_ context.Context, req *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	rsp := response.To(req, response.DefaultTTL)
	composite, err := request.GetObservedCompositeResource(req)
	if err != nil {
		response.Fatal(rsp, err)
		return rsp, nil
	}
	host, err := composite.Resource.GetString("spec.exposure.host")
	if err != nil {
		response.Fatal(rsp, err)
		return rsp, nil
	}
	desired, err := request.GetDesiredComposedResources(req)
	if err != nil {
		response.Fatal(rsp, err)
		return rsp, nil
	}
	for _, composed := range desired {
		object := composed.Resource.Object
		switch {
		case composed.Resource.GetKind() == "Release":
			lay(object, values(host))
		case composed.Resource.GetKind() == "Service" && composed.Resource.GetName() == "spaces-router":
			lay(object, service())
		}
	}
	if err := response.SetDesiredComposedResources(rsp, desired); err != nil {
		response.Fatal(rsp, err)
		return rsp, nil
	}
	response.ConditionTrue(rsp, "ExposureValid", "Valid")
	return rsp, nil
}

type object = map[string]any

var annotations = object{
	"service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
	"service.beta.kubernetes.io/aws-load-balancer-scheme":          "internet-facing",
	"service.beta.kubernetes.io/aws-load-balancer-type":            "external",
}

func values(host string) object {
	proxy := object{"service": object{"type": "LoadBalancer", "annotations": annotations}}
	values := object{"externalTLS": object{"host": host}, "router": object{"proxy": proxy}}
	return object{"spec": object{"forProvider": object{"values": values}}}
}

func service() object {
	return object{"metadata": object{"annotations": annotations}, "spec": object{"type": "LoadBalancer"}}
}

// lay merges what is over into what is under.
func lay(under, over object) {
	for key, value := range over {
		above, isObject := value.(object)
		if !isObject {
			under[key] = value
			continue
		}
		below, isObject := under[key].(object)
		if !isObject {
			below = object{}
			under[key] = below
		}
		lay(below, above)
	}
}

func main() {
	err := function.Serve(runner{}, function.Listen("tcp", os.Args[1]), function.Insecure(true), function.WithMetricsServer(""))
	if err != nil {
		panic(err)
	}
}
