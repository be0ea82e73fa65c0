//! Container images and workflow steps in settings: names that only count behind the word that runs them.

use memchr::memmem;

use crate::file::text_of;

/// Calls `found` with the offset and the name of each image and each step, without tag or digest, with its tag.
pub fn each_image<'b>(bytes: &'b [u8], mut found: impl FnMut(usize, &'b str, Option<&'b str>)) {
    // `image:`, `"image":`, `image =`, `repository:`, `FROM`, `docker run … NAME`.
    for word in [&b"mage"[..], b"FROM ", b"epository", b"docker run ", b"docker pull ", b"podman run "] {
        for at in memmem::find_iter(bytes, word) {
            let after = bytes.get(at + word.len()..).unwrap_or_default();
            let after = first_line(after);
            let line = text_of(after);
            let name = match word {
                b"mage" | b"epository" => value(line),
                b"FROM " => line.split_whitespace().find(|word| !word.starts_with("--")),
                // Options may have values; the image is the first word that can be one.
                _ => line.split_whitespace().find(|word| !word.starts_with('-') && word.contains('/')),
            };
            if let Some((name, tag)) = name.and_then(reference) {
                found(name.as_ptr() as usize - bytes.as_ptr() as usize, name, tag);
            }
        }
    }
}

/// Calls `found` with the offset and the name of each step that a workflow uses.
pub fn each_action<'b>(bytes: &'b [u8], mut found: impl FnMut(usize, &'b str)) {
    for at in memmem::find_iter(bytes, b"uses:") {
        let after = bytes.get(at + 5..).unwrap_or_default();
        let after = first_line(after);
        let line = text_of(after);
        let name = line.trim().trim_matches(['"', '\'']).split(['@', ' ', '#', '"', '\'']).next().unwrap_or_default();
        if name.contains('/') && !name.starts_with('.') {
            found(name.as_ptr() as usize - bytes.as_ptr() as usize, name);
        }
    }
}

/// A line as far as a name may stand in it.
fn first_line(bytes: &[u8]) -> &[u8] {
    let bytes = &bytes[..bytes.len().min(400)];
    &bytes[..memchr::memchr(b'\n', bytes).unwrap_or(bytes.len())]
}

/// What follows `:` or `=`, without quotes. `imagePullPolicy: …` is no image.
fn value(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(['"', '\'']).trim_start().strip_prefix([':', '='])?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    rest.split([' ', '"', '\'', ',', '}', '\t', '\r']).next()
}

/// The name and the tag of an image reference.
fn reference(text: &str) -> Option<(&str, Option<&str>)> {
    let text = text.trim_matches(['"', '\'', ',', ']']);
    let text = text.split('@').next()?;
    let name_start = text.rfind('/').map_or(0, |slash| slash + 1);
    let (name, tag) = match text[name_start..].find(':') {
        Some(colon) => (&text[..name_start + colon], Some(&text[name_start + colon + 1..])),
        None => (text, None),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || "._-/${}:".contains(c);
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, tag.filter(|tag| !tag.is_empty())))
}

#[test]
fn images_and_steps_are_read_where_they_are_run() {
    let images = |text: &'static str| {
        let mut found = Vec::new();
        each_image(text.as_bytes(), |at, name, tag| {
            assert!(text[at..].starts_with(name));
            found.push(format!("{name} {}", tag.unwrap_or("-")));
        });
        found
    };
    assert_eq!(images("  image: \"a/b:1.0\"\n"), ["a/b 1.0"]);
    assert_eq!(images("{\"image\": \"a/b@sha256:00\"}"), ["a/b -"]);
    assert_eq!(images("FROM --platform=linux/amd64 r.io:5000/a/b:2 AS x"), ["r.io:5000/a/b 2"]);
    assert_eq!(images("docker run --gpus all -p 80:80 a/b:3 --model x"), ["a/b 3"]);
    assert_eq!(images("image = \"a/b\"\nimagePullPolicy: Always\nimage:\n"), ["a/b -"]);
    let mut steps = Vec::new();
    each_action(b"- uses: a/b/c@v1\n- uses: ./x\n- uses: 'd/e@v2' # f", |_, name| steps.push(name));
    assert_eq!(steps, ["a/b/c", "d/e"]);
}
