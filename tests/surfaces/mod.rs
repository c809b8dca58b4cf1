//! Portico as its callers use it: the program, and the real hosts of everything else.

mod argocd;
mod cli;
mod crossplane;
mod flux;
mod github_action;
pub mod helm;
mod kcl;
mod kustomize;
mod pre_commit;
