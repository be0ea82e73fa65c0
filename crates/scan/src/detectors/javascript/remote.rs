//! Which package an address of a module belongs to, for the hosts that serve packages by address.

use inventory::Package;

use super::registry;

/// The package. None if the address does not tell.
pub fn package(url: &str) -> Option<Package> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    match host {
        "deno.land" => {
            let path = path.strip_prefix("x/").unwrap_or(path);
            let (name, version) = registry::split(path.split('/').next()?);
            let folder = if rest.starts_with("deno.land/x/") { "x/" } else { "" };
            let address = format!("https://deno.land/{folder}{name}");
            Some(Package::new("generic", name, version).with("download_url", address)).filter(|_| is_name(name))
        }
        "esm.sh" | "cdn.skypack.dev" | "unpkg.com" | "esm.run" | "ga.jspm.io" | "cdn.jsdelivr.net" => {
            // Some hosts put a word in front: `npm/`, `npm:`, `v135/`, `stable/`.
            let is_word = |part: &str| {
                matches!(part, "npm" | "stable" | "-")
                    || part.strip_prefix('v').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
            };
            let mut parts = path.split('/').skip_while(|part| is_word(part));
            let first = parts.next()?;
            let first = first.strip_prefix("npm:").unwrap_or(first).trim_start_matches('*');
            if first == "gh" || first == "jsr" {
                return None;
            }
            let written = if first.starts_with('@') { format!("{first}/{}", parts.next()?) } else { first.to_owned() };
            let (name, version) = registry::split(&written);
            let version = version.filter(|version| registry::is_version(version));
            Some(registry::package(name, version)).filter(|_| is_name(name))
        }
        "raw.githubusercontent.com" => {
            let mut parts = path.splitn(4, '/');
            let (owner, name, revision) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Package::new("github", &format!("{owner}/{name}"), Some(revision)))
        }
        _ => None,
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '@' | '/' | '-' | '_' | '.'))
}

#[test]
fn the_package_of_an_address_is_known() {
    let purl = |url| package(url).and_then(|package| package.purl()).unwrap_or_default();
    assert_eq!(
        purl("https://deno.land/std@0.224.0/path/mod.ts"),
        "pkg:generic/std@0.224.0?download_url=https:%2F%2Fdeno.land%2Fstd"
    );
    assert_eq!(purl("https://deno.land/x/oak/mod.ts"), "pkg:generic/oak?download_url=https:%2F%2Fdeno.land%2Fx%2Foak");
    assert_eq!(purl("https://esm.sh/v135/@a/b@1.2.3/es2022/b.mjs"), "pkg:npm/%40a/b@1.2.3");
    assert_eq!(purl("https://cdn.jsdelivr.net/npm/left-pad@1/index.js"), "pkg:npm/left-pad");
    assert_eq!(purl("https://raw.githubusercontent.com/example/door/v1.0/a.ts"), "pkg:github/example/door@v1.0");
    assert_eq!(purl("https://example.eu/a.ts"), "");
}
