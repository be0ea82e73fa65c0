//! Reads `*.tf` and `terragrunt.hcl`: the providers and modules that Terraform or OpenTofu is asked for.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::hcl::{self, Block};
use super::repository;
use super::terraform_lock::provider;
use crate::file::SourceFile;
use crate::found::{Found, Scope};

pub const DETECTOR: Detector =
    Detector { id: "terraform", files: Files::Named(&["*.tf", "*.tofu", "terragrunt.hcl"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // `.tf` is also the end of other names: only what is written in the language counts.
    let Some(root) = hcl::parse(&text) else {
        if text.contains("required_providers") || text.lines().any(|line| line.starts_with("module \"")) {
            found.malformed("the brackets do not fit");
        }
        return;
    };
    for terraform in root.blocks("terraform") {
        for block in terraform.blocks("required_providers").flat_map(|required| &required.blocks) {
            // Without a source it is one of HashiCorp's.
            let source = block.text("source").map_or_else(|| format!("hashicorp/{}", block.word), str::to_owned);
            let wanted = block.text("version").unwrap_or_default();
            found.wish(provider(&source, exact(wanted)), wanted, Scope::Runtime, block.line);
        }
        if let Some(source) = terraform.text("source") {
            module(source, "", terraform.line, found);
        }
    }
    for block in root.blocks("module") {
        if let Some(source) = block.text("source") {
            module(source, block.text("version").unwrap_or_default(), line_of_source(block), found);
        }
    }
}

fn line_of_source(block: &Block) -> u32 {
    block.texts.iter().find(|text| text.name == "source").map_or(block.line, |text| text.line)
}

/// A version that allows no other: `5.1.0`, `= 5.1.0`.
fn exact(wanted: &str) -> Option<&str> {
    let version = wanted.trim().trim_start_matches('=').trim();
    let is_exact = !version.is_empty() && version.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c));
    is_exact.then_some(version)
}

fn module(source: &str, wanted: &str, line: u32, found: &mut Found) {
    if source.starts_with(['.', '/']) || source.contains("${") {
        return;
    }
    // `tfr:///a/b/c?version=1` is how Terragrunt names one of a registry.
    let (source, wanted) = match source.strip_prefix("tfr://") {
        Some(rest) => {
            let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
            (path.trim_start_matches('/'), query.strip_prefix("version=").unwrap_or(wanted))
        }
        None => (source, wanted),
    };
    let path = source.split("//").next().unwrap_or(source);
    let parts: Vec<&str> = path.split('/').collect();
    let is_registry = match &parts[..] {
        [first, _, _] => !first.contains(['.', ':', '@']),
        [host, _, _, _] => host.contains('.') && !host.contains(['@', ':']) && !is_git_host(host),
        _ => false,
    };
    if is_registry {
        let (host, name) = if parts.len() == 4 { path.split_once('/').unwrap_or(("", path)) } else { ("", path) };
        let host = if host == "registry.terraform.io" { "" } else { host };
        let package = Package::new("terraform", name, exact(wanted)).with("repository_url", host);
        return found.wish(package, wanted, Scope::Runtime, line);
    }
    let revision = source.split(['?', '&']).find_map(|part| part.strip_prefix("ref="));
    if let Some(package) = repository::package(source, revision) {
        let source = source.split("://").last().filter(|rest| !rest.contains('@')).map(|_| source.to_owned());
        let component = Component {
            source,
            scope: Some(Scope::Runtime),
            relation: Some(Relation::Direct),
            ..Component::new(package)
        };
        found.component(component, line);
    }
}

fn is_git_host(host: &str) -> bool {
    matches!(host, "github.com" | "gitlab.com" | "bitbucket.org")
}

#[test]
fn providers_and_modules_are_asked_for() {
    let text = "terraform {\n  required_version = \">= 1.5\"\n  required_providers {\n    door = {\n      source  = \"example/door\"\n      version = \"~> 5.0\"\n    }\n    key = { version = \"= 2.1.0\" }\n  }\n}\n\nmodule \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.1.0\"\n}\nmodule \"a\" {\n  source = \"git::https://github.com/example/door.git//sub?ref=v1.2\"\n}\nmodule \"b\" {\n  source = \"./modules/b\"\n}\nmodule \"c\" {\n  source  = \"app.example.io/team/net/aws//x\"\n  version = \">= 1\"\n}\n";
    crate::detectors::tests::check_sheet(
        "infra/main.tf",
        text,
        &[
            "17 pkg:github/example/door@v1.2 runtime direct \
             source=git::https://github.com/example/door.git//sub?ref=v1.2",
            "4 wish pkg:terraform/example/door ~> 5.0 runtime",
            "8 wish pkg:terraform/hashicorp/key@2.1.0 = 2.1.0 runtime",
            "13 wish pkg:terraform/terraform-aws-modules/vpc/aws@5.1.0 5.1.0 runtime",
            "23 wish pkg:terraform/team/net/aws?repository_url=app.example.io >= 1 runtime",
        ],
    );
    crate::detectors::tests::check_malformed("main.tf", "module \"a\" {\n  source = \"x");
    crate::detectors::tests::check_sheet("x.tf", "some ( other text", &[]);
}
