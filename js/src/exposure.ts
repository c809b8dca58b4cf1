/**
 * The Exposure, as its JSON Schema describes it.
 *
 * Made by `cargo xtask generate`.
 */

/**
 * One intent: how one Space in one cluster is reached from outside.
 *
 * As a `Source` its text is JSON: `JSON.stringify(exposure)`.
 */
export interface Exposure {
  /** Always `portico.dev/v1alpha1`. */
  apiVersion: "portico.dev/v1alpha1";
  /** Always `Exposure`. */
  kind: "Exposure";
  /** The object's metadata, as Kubernetes has it. */
  metadata?: {
    /** The name of the Exposure. Default: `spaces`. */
    name?: string;
    [key: string]: unknown;
  };
  /** The exposure that is wanted. */
  spec: {
    /**
     * The external DNS name: a lower-case fully qualified domain name, without wildcard, port,
     * scheme or final dot.
     */
    host: string;
    /**
     * How traffic gets in.
     *
     * - `LoadBalancer`: A Service of type `LoadBalancer` of its own.
     * - `Ingress`: An Ingress that an Ingress controller serves.
     * - `GatewayAPI`: A Gateway and a TLSRoute.
     */
    method: "LoadBalancer" | "Ingress" | "GatewayAPI";
    /**
     * Where the cluster runs: an identifier of the catalogue. Required for the method
     * `LoadBalancer`.
     */
    cloud?: "aws" | "aws-auto-mode" | "azure" | "gcp" | "other";
    /**
     * What serves the Ingress or the Gateway: an identifier of the catalogue, or one with a
     * version: `istio@1.29`.
     */
    controller?: string;
    /**
     * Who can reach it; it applies to whichever Service faces the client.
     *
     * - `public`: Everybody on the internet.
     * - `private`: Those inside the network.
     *
     * Default: `public`.
     */
    access?: "public" | "private";
    /**
     * Whether the output has more than the documentation's page asks for.
     *
     * - `recommended`: The necessary, and the settings that the catalogue recommends.
     * - `none`: The page's block and nothing else.
     *
     * Default: `recommended`.
     */
    extras?: "recommended" | "none";
    /** The versions that the output is for. */
    targets?: {
      /** The minor version of Spaces, such as `1.17`: 1.10 and newer. Default: `1.17`. */
      spaces?: string;
      /** The minor version of Kubernetes, such as `1.34`. Default: `1.34`. */
      kubernetes?: string;
      /** The Gateway API's CRDs in the cluster; absent, those of 1.5's standard channel. */
      gatewayAPI?: {
        /** The minor version, such as `1.5`. */
        version: string;
        /**
         * Which of the two channels is installed.
         *
         * - `standard`: Only what is generally available.
         * - `experimental`: Also what may still change.
         *
         * Default: `standard`.
         */
        channel?: "standard" | "experimental";
      };
    };
    /** A certificate of your own; absent, the chart makes one. */
    tls?: {
      /** The Secret with the serving certificate and its key. */
      secretName: string;
      /** The Secret with the certificate authority that signed it. */
      caBundle?: {
        /** The Secret that holds it. */
        secretName: string;
        /** The Secret's key. Default: `ca.crt`. */
        key?: string;
      };
    };
    /** The load balancer that faces the client. */
    loadBalancer?: {
      /**
       * How long an idle connection is kept, in seconds; absent, the cloud's own default stays
       * untouched.
       */
      idleTimeoutSeconds?: number;
      /** More annotations for the Service that faces the client. */
      annotations?: Record<string, string>;
    };
    /** Overrides of what the catalogue knows of the Ingress controller. */
    ingress?: {
      /** The IngressClass. */
      className?: string;
      /** The annotations of the Ingress. */
      annotations?: Record<string, string>;
      /** The labels of the controller's pods. */
      podLabels?: Record<string, string>;
      /** The labels of the controller's namespace. */
      namespaceLabels?: Record<string, string>;
    };
    /** The Gateway to make or to attach to. */
    gateway?: {
      /** Whether to make one; false attaches to a shared one. */
      provision?: boolean;
      /** Its name; absent, that of the Exposure, or `spaces` for a shared one. */
      name?: string;
      /** The namespace of a shared one; absent, the backend's. */
      namespace?: string;
      /**
       * The name of its listener for the host; absent, that of the Exposure for a shared one, else
       * `tls`.
       */
      sectionName?: string;
      /** Its GatewayClass. */
      className?: string;
      /** The labels of the pods that carry its traffic. */
      podLabels?: Record<string, string>;
      /** The labels of those pods' namespace. */
      namespaceLabels?: Record<string, string>;
    };
    /** How the Spaces chart is installed. */
    release?: {
      /** The Helm release's name. Default: `spaces`. */
      name?: string;
      /** The Helm release's namespace. Default: `upbound-system`. */
      namespace?: string;
      /**
       * Where the chart comes from; a mirror's address in an air-gapped place. Default:
       * `oci://xpkg.upbound.io/spaces-artifacts/spaces`.
       */
      chart?: string;
    };
    /** The TLS service to expose. Any other than that of Spaces has no chart values. */
    backend?: {
      /** The Service's namespace; absent, that of the release. Default: `upbound-system`. */
      namespace?: string;
      /** The Service's name. Default: `spaces-router`. */
      service?: string;
      /** The Service's port. Default: 443. */
      port?: number;
      /** The pods' port. Default: 8443. */
      targetPort?: number;
      /**
       * The labels of the pods behind it, for objects of its own: without them its Service keeps
       * the selector that it has, and no NetworkPolicy is written.
       */
      podLabels?: Record<string, string>;
    };
    /** Findings to leave out, for output that can carry no suppression of its own. */
    ignore?: readonly {
      /** The rule's name. */
      rule: string;
      /** Why it does not apply here. */
      reason: string;
    }[];
  };
}
