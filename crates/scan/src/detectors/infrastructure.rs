//! Terraform, GitHub Actions, container files, Helm, Nix, Git submodules, and infrastructure that runs models.

use super::Detector;

mod ansible_requirements;
mod azure_pipelines;
mod circleci;
mod compose;
mod devcontainer;
mod dockerfile;
mod dockerfile_packages;
mod flake_lock;
mod git_modules;
mod github_workflow;
mod gitlab_ci;
mod hcl;
mod helm_chart;
mod helm_lock;
mod helm_values;
mod helmfile;
mod image;
mod image_layout;
mod instructions;
mod kubernetes;
mod kustomization;
mod pre_commit;
mod repository;
mod terraform;
mod terraform_lock;
mod terraform_modules;
mod tool_versions;
mod wrangler;

pub const DETECTORS: &[&Detector] = &[
    &ansible_requirements::DETECTOR,
    &azure_pipelines::DETECTOR,
    &circleci::DETECTOR,
    &compose::DETECTOR,
    &devcontainer::DETECTOR,
    &dockerfile::DETECTOR,
    &dockerfile_packages::DETECTOR,
    &flake_lock::DETECTOR,
    &git_modules::DETECTOR,
    &github_workflow::DETECTOR,
    &gitlab_ci::DETECTOR,
    &helm_chart::DETECTOR,
    &helm_lock::DETECTOR,
    &helm_values::DETECTOR,
    &helmfile::DETECTOR,
    &image_layout::DETECTOR,
    &kubernetes::DETECTOR,
    &kustomization::DETECTOR,
    &pre_commit::DETECTOR,
    &terraform::DETECTOR,
    &terraform_lock::DETECTOR,
    &terraform_modules::DETECTOR,
    &tool_versions::DETECTOR,
    &wrangler::DETECTOR,
];
