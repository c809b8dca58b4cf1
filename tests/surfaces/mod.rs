//! Portico in the hands of those who call it: the program, and the real hosts of everything else.

mod argocd;
mod cli;
mod crossplane;
mod flux;
mod github_action;
mod helm;
mod kcl;
mod kustomize;
mod pre_commit;
