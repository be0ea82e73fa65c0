//! Puts the Maven projects of a tree together: each wish gets the version that properties, parents and managed
//! versions give it.

use std::collections::HashMap;

use inventory::{Package, Scope};

use super::model::Entry;
use super::pom::Use;
use super::reactor::Reactor;
use super::{coordinates, pom_xml};
use crate::sheet::{Sheet, Wish};

pub fn join(sheets: &mut [Sheet]) {
    let models = sheets.iter().enumerate().filter(|(_, sheet)| sheet.detector == pom_xml::DETECTOR.id);
    let reactor = Reactor::new(models);
    let mut own: HashMap<String, Package> = HashMap::new();
    for (row, project) in reactor.projects.iter().enumerate() {
        let component = sheets.get_mut(project.sheet).and_then(|sheet| sheet.components.first_mut());
        if let Some(component) = component {
            let value = |written| reactor.value(row, written).unwrap_or_default();
            component.package = pom_xml::identity(&value(&project.group), &project.artifact, &value(&project.version));
            own.entry(component.package.full_name()).or_insert_with(|| component.package.clone());
        }
    }
    for (row, project) in reactor.projects.iter().enumerate() {
        let Some(sheet) = sheets.get_mut(project.sheet) else { continue };
        let sources = reactor.sources(row);
        let mut is_named = vec![true; sheet.wishes.len()];
        for entry in &project.entries {
            let Some((at, wish)) = entry.wish.and_then(|at| Some((at, sheet.wishes.get_mut(at)?))) else { continue };
            let named = resolve(&reactor, row, &sources, entry, wish, &own);
            if let (None, Some(is_named)) = (named, is_named.get_mut(at)) {
                *is_named = false;
            }
        }
        // A name that is still a property is no name.
        let mut is_named = is_named.into_iter();
        sheet.wishes.retain(|_| is_named.next().unwrap_or(true));
        if reactor.parent(row).is_none()
            && let Some([group, artifact, version, _, line]) = &project.parent
            && let Some(package) =
                coordinates::package(group, artifact, &reactor.value(row, version).unwrap_or_default())
        {
            sheet.wishes.push(Wish {
                package: package.with("type", "pom"),
                requirement: version.clone(),
                scope: Scope::Development,
                line: line.parse().ok(),
            });
        }
        sheet.settings.clear();
    }
}

/// Finds the version of one wish. None if it has no name.
fn resolve(
    reactor: &Reactor,
    row: usize,
    sources: &[(usize, usize)],
    entry: &Entry,
    wish: &mut Wish,
    own: &HashMap<String, Package>,
) -> Option<()> {
    let group = reactor.value(row, &entry.group)?;
    let artifact = reactor.value(row, &entry.artifact)?;
    let mut version = reactor.value(row, &entry.version).unwrap_or_default();
    let mut scope = entry.scope.clone();
    if matches!(entry.what, Use::Dependency) && (entry.version.is_empty() || scope.is_empty()) {
        let managed = reactor.managed(sources, entry, &group, &artifact);
        let (managed_version, managed_scope) = managed.unwrap_or_default();
        if entry.version.is_empty() {
            version = managed_version;
        }
        if scope.is_empty() {
            scope = managed_scope;
        }
        wish.scope = coordinates::scope(&scope, entry.optional);
    }
    if entry.what == Use::Plugin && entry.version.is_empty() {
        version = reactor.managed_plugin(row, &group, &artifact).unwrap_or_default();
    }
    let package = coordinates::package(&group, &artifact, &version)?;
    wish.package = match own.get(&package.full_name()) {
        Some(own) if package.version.is_none() || own.version == package.version => own.clone(),
        _ => {
            let value = |written| reactor.value(row, written).unwrap_or_default();
            coordinates::with_file(package, &value(&entry.classifier), &value(&entry.kind))
        }
    };
    if wish.requirement.is_empty() && wish.package.version.is_none() {
        wish.requirement = version;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_joined;

    /// A dependency of `eu.example`.
    fn dependency(name: &str, rest: &str) -> String {
        format!("\n<dependency><groupId>eu.example</groupId><artifactId>{name}</artifactId>{rest}</dependency>")
    }

    #[test]
    fn versions_come_from_properties_parents_and_imported_lists() {
        let parent = format!(
            "<project><parent><groupId>eu.far</groupId><artifactId>far-parent</artifactId><version>7</version>
<relativePath/></parent><groupId>eu.example</groupId><artifactId>parent</artifactId><version>${{revision}}</version>
<packaging>pom</packaging><properties><revision>3.1</revision><a.version>1.0</a.version><b.version>${{a.version}}.5</b.version>
</properties><dependencyManagement><dependencies>{}{}{}</dependencies></dependencyManagement>
<build><pluginManagement><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>3.4</version></plugin></plugins>
</pluginManagement></build></project>",
            dependency("b", "<version>${b.version}</version>"),
            dependency("c", "<version>2.0</version><scope>test</scope>"),
            dependency("list", "<version>${project.version}</version><type>pom</type><scope>import</scope>"),
        );
        let child = format!(
            "<project><parent><groupId>eu.example</groupId><artifactId>parent</artifactId><version>${{revision}}</version>
<relativePath>../parent</relativePath></parent>
<artifactId>door</artifactId><properties><a.version>1.1</a.version></properties><dependencies>{}{}{}{}{}{}{}
<dependency><groupId>${{unknown}}</groupId><artifactId>x</artifactId></dependency></dependencies>
<build><plugins><plugin><artifactId>maven-jar-plugin</artifactId></plugin></plugins></build></project>",
            dependency("a", "<version>${a.version}</version>"),
            dependency("b", ""),
            dependency("c", ""),
            dependency("d", ""),
            dependency("hinge", "<version>${project.version}</version><type>test-jar</type>"),
            dependency("e", "<version>${nowhere}</version>"),
            dependency("f", ""),
        );
        let list = format!(
            "<project><groupId>eu.example</groupId><artifactId>list</artifactId><version>3.1</version><properties>
<d.version>4.4</d.version></properties><dependencyManagement><dependencies>{}</dependencies></dependencyManagement></project>",
            dependency("d", "<version>${d.version}</version>"),
        );
        let hinge =
            "<project><parent><groupId>eu.example</groupId><artifactId>parent</artifactId><version>3.1</version>
</parent><artifactId>hinge</artifactId></project>";
        check_joined(
            super::join,
            &[
                ("parent/pom.xml", &parent),
                ("door/pom.xml", &child),
                ("list/pom.xml", &list),
                ("x/hinge/pom.xml", hinge),
            ],
            &[
                "parent/pom.xml 2 pkg:maven/eu.example/parent@3.1 own",
                "parent/pom.xml 7 wish pkg:maven/eu.example/list@3.1 ${project.version} development",
                "parent/pom.xml 1 wish pkg:maven/eu.far/far-parent@7?type=pom 7 development",
                "door/pom.xml 3 pkg:maven/eu.example/door@3.1 own",
                "door/pom.xml 4 wish pkg:maven/eu.example/a@1.1 ${a.version} runtime",
                "door/pom.xml 5 wish pkg:maven/eu.example/b@1.1.5  runtime",
                "door/pom.xml 6 wish pkg:maven/eu.example/c@2.0  development",
                "door/pom.xml 7 wish pkg:maven/eu.example/d@4.4  runtime",
                "door/pom.xml 8 wish pkg:maven/eu.example/hinge@3.1 ${project.version} runtime",
                "door/pom.xml 9 wish pkg:maven/eu.example/e ${nowhere} runtime",
                "door/pom.xml 10 wish pkg:maven/eu.example/f  runtime",
                "door/pom.xml 12 wish pkg:maven/org.apache.maven.plugins/maven-jar-plugin@3.4  development",
                "list/pom.xml 1 pkg:maven/eu.example/list@3.1 own",
                "x/hinge/pom.xml 2 pkg:maven/eu.example/hinge@3.1 own",
            ],
        );
    }

    #[test]
    fn properties_that_name_each_other_end() {
        let properties: String = (0..40).map(|at| format!("<p{at}>${{p{}}}${{p{}}}</p{at}>", at + 1, at + 1)).collect();
        let manifest = format!(
            "<project><groupId>g</groupId><artifactId>door</artifactId><version>${{p0}}</version><properties>{properties}\
             <self>${{self}}</self></properties><dependencies>{}</dependencies></project>",
            dependency("a", "<version>${self}</version>")
        );
        check_joined(
            super::join,
            &[("pom.xml", &manifest)],
            &["pom.xml 1 pkg:maven/g/door own", "pom.xml 2 wish pkg:maven/eu.example/a ${self} runtime"],
        );
    }
}
