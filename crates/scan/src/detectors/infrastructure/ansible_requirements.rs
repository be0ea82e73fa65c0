//! Reads Ansible's `requirements.yml`: the roles and collections a playbook asks for.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::repository;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "ansible-requirements",
    files: Files::Named(&["requirements.yml", "roles/requirements.yaml", "collections/requirements.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let list = match tree::yaml(&text) {
        Ok(list) => list,
        Err(_) if text.contains("{{") => return,
        Err(fault) => return found.malformed(fault),
    };
    // Once it was a list of roles and nothing else.
    for role in list.items().iter().chain(list.list("roles")) {
        entry(role, found);
    }
    list.list("collections").iter().for_each(|collection| entry(collection, found));
}

fn entry(node: &Node, found: &mut Found) {
    let (name, line) = match node.as_str() {
        // `namespace.name`, or `namespace.name:version`.
        Some(written) => (written, node.line),
        None => match node.get("name").or(node.get("src")).or(node.get("role")) {
            Some(name) => (name.as_str().unwrap_or_default(), name.line),
            None => return,
        },
    };
    let (name, in_name) = match name.split_once([':', ',']) {
        Some((name, version)) if !version.starts_with('/') && !name.contains('@') => (name, Some(version)),
        _ => (name, None),
    };
    let wanted = node.text("version").or(in_name).unwrap_or_default().trim();
    let is_exact = !wanted.is_empty() && wanted.chars().all(|c| c.is_ascii_alphanumeric() || ".-+_".contains(c));
    let version = is_exact.then_some(wanted);
    let address = [node.text("src"), node.text("source"), Some(name)].into_iter().flatten();
    let mut address = address.filter(|address| address.contains("://") || address.contains('@'));
    if let Some(package) = address.find_map(|address| repository::package(address, version)) {
        // `source` of a collection may be a server of collections, which is no repository.
        if node.text("source").is_none() || node.text("type") == Some("git") {
            let component =
                Component { scope: Some(Scope::Runtime), relation: Some(Relation::Direct), ..Component::new(package) };
            found.component(component, line);
            return;
        }
    }
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')) {
        found.wish(Package::new("ansible", name, version), wanted, Scope::Runtime, line);
    }
}

#[test]
fn roles_and_collections_are_asked_for() {
    let check = crate::detectors::tests::check_sheet;
    let list = "roles:\n  - name: example.door\n    version: 1.2.0\n  - src: https://github.com/example/key\n    version: main\ncollections:\n  - community.general\n  - name: example.hinge\n    version: '>=1.0'\n    source: https://galaxy.ansible.com\n";
    check(
        "ansible/requirements.yml",
        list,
        &[
            "4 pkg:github/example/key@main runtime direct",
            "2 wish pkg:ansible/example.door@1.2.0 1.2.0 runtime",
            "7 wish pkg:ansible/community.general  runtime",
            "8 wish pkg:ansible/example.hinge >=1.0 runtime",
        ],
    );
    check(
        "requirements.yml",
        "- src: example.door\n- name: x\n  src: git@github.com:example/x.git\n",
        &["2 pkg:github/example/x runtime direct", "1 wish pkg:ansible/example.door  runtime"],
    );
    crate::detectors::tests::check_malformed("requirements.yml", "roles: [");
}
