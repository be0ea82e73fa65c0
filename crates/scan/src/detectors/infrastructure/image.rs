//! The name of a container image: `registry:5000/path/name:tag@sha256:…`.

use inventory::{Component, ComponentKind, Hash, HashAlgorithm, Package, Property};

/// The image as a component. None if the name is not known: nothing, a variable, `scratch`.
pub fn component(written: &str) -> Option<Component> {
    let written = written.trim();
    let written = ["docker://", "docker-pullable://", "oci://", "docker.io//"]
        .iter()
        .find_map(|scheme| written.strip_prefix(scheme))
        .unwrap_or(written);
    let (name, digest) = written.split_once('@').map_or((written, None), |(name, digest)| (name, Some(digest)));
    // The colon of a port stands before a slash; one in `${TAG:-1}` is the variable's own.
    let name_end = name.find('$').unwrap_or(name.len());
    let last_slash = name.get(..name_end)?.rfind('/').map_or(0, |slash| slash + 1);
    let colon = name.get(last_slash..)?.find(':').map(|colon| last_slash + colon);
    let (path, tag) = match colon {
        Some(colon) => (name.get(..colon)?, name.get(colon + 1..).filter(|tag| !tag.is_empty())),
        None => (name, None),
    };
    if !is_path(path) || path == "scratch" {
        return None;
    }
    let (registry, path) = match path.split_once('/') {
        Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => (Some(host), rest),
        _ => (None, path),
    };
    let registry = registry.filter(|host| !matches!(*host, "docker.io" | "index.docker.io" | "registry-1.docker.io"));
    let path = if registry.is_none() { path.strip_prefix("library/").unwrap_or(path) } else { path };
    let digest = digest.filter(|digest| !digest.contains(['$', '{', '<']));
    let (version, requirement) = match tag {
        Some(tag) if tag.contains(['$', '{', '<', '%']) => (digest, digest.is_none().then(|| tag.to_owned())),
        Some(tag) => (Some(tag), None),
        None => (digest, None),
    };
    let hash = digest.and_then(|digest| Hash::hex(HashAlgorithm::Sha256, digest.strip_prefix("sha256:")?));
    Some(Component {
        kind: ComponentKind::Container,
        hashes: hash.into_iter().collect(),
        source: Some(written.to_owned()),
        requirement,
        properties: digest.map(|digest| Property::new("digest", digest)).into_iter().collect(),
        ..Component::new(Package::new("docker", path, version).with("repository_url", registry.unwrap_or_default()))
    })
}

/// Whether it is the path of an image, with or without a registry before it.
fn is_path(path: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | ':');
    path.chars().all(is_plain)
        && path.starts_with(|c: char| c.is_ascii_alphanumeric())
        && path.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !path.contains("//")
}

/// Puts the values of variables in: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`. What has neither value
/// nor default stays as written.
pub fn with_variables<'v>(written: &str, value: &dyn Fn(&str) -> Option<&'v str>) -> String {
    let mut text = String::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('$') {
        text.push_str(before);
        let braced = after.strip_prefix('{').and_then(|after| after.split_once('}'));
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (inside, following) = braced.unwrap_or_else(|| {
            let len = after.find(|c| !is_name(c)).unwrap_or(after.len());
            after.split_at(len)
        });
        let (name, default) = match inside.find(|c| !is_name(c)) {
            Some(end) => {
                let (name, rest) = inside.split_at(end);
                (name, rest.strip_prefix(":-").or_else(|| rest.strip_prefix('-')))
            }
            None => (inside, None),
        };
        match value(name).filter(|value| !value.is_empty()).or(default).filter(|_| !name.is_empty()) {
            Some(value) => text.push_str(value),
            None => {
                let len = after.len() - following.len();
                text.push('$');
                text.push_str(after.get(..len).unwrap_or_default());
            }
        }
        rest = following;
    }
    text.push_str(rest);
    text
}

#[test]
fn an_image_is_taken_apart() {
    let digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    let purl = |written: &str| component(written).and_then(|component| component.package.purl());
    assert_eq!(purl("docker.io/library/door:1.2").as_deref(), Some("pkg:docker/door@1.2"));
    assert_eq!(purl("door").as_deref(), Some("pkg:docker/door"));
    assert_eq!(purl("example/door:latest").as_deref(), Some("pkg:docker/example/door@latest"));
    assert_eq!(
        purl("localhost:5000/a/b/door:v1").as_deref(),
        Some("pkg:docker/a/b/door@v1?repository_url=localhost:5000")
    );
    assert_eq!(
        purl(&format!("ghcr.io/a/door@{digest}")),
        Some(format!("pkg:docker/a/door@{digest}?repository_url=ghcr.io"))
    );
    let both = component(&format!("door:1@{digest}")).expect("an image");
    assert_eq!((both.package.version.as_deref(), both.hashes.len()), (Some("1"), 1));
    let open = component("door:${TAG:?}").expect("its name is known");
    assert_eq!((open.package.version, open.requirement.as_deref()), (None, Some("${TAG:?}")));
    for written in ["scratch", "", "$IMAGE", "{{ .Values.image }}", "a b", "<image>", "-", "${A}/door:1"] {
        assert_eq!(purl(written), None, "{written}");
    }
}

#[test]
fn variables_are_put_in() {
    let value = |name: &str| (name == "A").then_some("1");
    assert_eq!(with_variables("x:$A-${A}-${B:-2}-${B-3}", &value), "x:1-1-2-3");
    assert_eq!(with_variables("$B${B}${B:+3}$", &value), "$B${B}${B:+3}$");
    assert_eq!(with_variables("${A", &value), "${A");
}
