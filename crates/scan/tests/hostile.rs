//! Trees made to break a scanner. Each costs itself and nothing else.

#![expect(clippy::expect_used, reason = "a tree that cannot be made is no test")]

use std::fs;
use std::path::{Path, PathBuf};

use scan::{Kind, Options, Report, Why, scan, shown};
use tempfile::TempDir;

#[path = "hostile/archives.rs"]
mod archives;
#[path = "hostile/lockfiles.rs"]
mod lockfiles;

fn tree(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("made");
        fs::write(path, content).expect("written");
    }
    folder
}

fn scanned(root: &TempDir) -> Report {
    scan(root.path(), &Options::default()).expect("the folder can be scanned")
}

/// What was not read, as text.
fn not_read(report: &Report) -> Vec<String> {
    let line = |not_read: &scan::NotRead| format!("{}: {}", shown(&not_read.path), not_read.why);
    report.not_read.iter().map(line).collect()
}

fn found(report: &Report, kind: Kind) -> Vec<String> {
    let of_kind = report.findings.iter().filter(|finding| finding.kind == kind);
    of_kind.map(|finding| format!("{}: {}", shown(&finding.path), finding.name)).collect()
}

#[test]
fn a_small_repository_is_read_whole() {
    let root = tree(&[
        ("Cargo.toml", b"[package]\nname = \"door\"\nversion = \"1.2.3\"\nlicense = \"MIT\"\n"),
        ("LICENSE", b"Apache License\nVersion 2.0, January 2004\n"),
        ("SECURITY.md", b"Write to security@example.eu\n"),
        (".github/workflows/ci.yml", b"on: push\n"),
        ("app/main.py", b"import os\nfrom openai import OpenAI\n"),
        ("app/run", b"#!/usr/bin/env python3\nimport torch\n"),
        ("models/face.tflite", b"\x1c\0\0\0TFL3"),
        ("tests/test_a.py", b"import anthropic\n"),
        (".git/packed-refs", b"abc refs/tags/v1.2.3\n"),
        (".git/objects/a.py", b"import cohere\n"),
    ]);
    let report = scanned(&root);
    assert_eq!(not_read(&report), [""; 0]);
    assert_eq!(found(&report, Kind::ManifestName), ["Cargo.toml: door"]);
    assert_eq!(found(&report, Kind::Licence), ["Cargo.toml: MIT", "LICENSE: Apache-2.0"]);
    assert_eq!(found(&report, Kind::SecurityPolicy), ["SECURITY.md: SECURITY.md"]);
    assert_eq!(found(&report, Kind::Ci), [".github/workflows/ci.yml: GitHub Actions"]);
    assert_eq!(found(&report, Kind::ReleaseTag), [".git: v1.2.3"]);
    assert_eq!(found(&report, Kind::ModelFile), ["models/face.tflite: face.tflite"]);
    assert_eq!(found(&report, Kind::AiLibrary), ["app/run: PyTorch"]);
    assert_eq!(found(&report, Kind::HostedModelClient), ["app/main.py: OpenAI", "tests/test_a.py: Anthropic"]);
    let openai = &report.findings.iter().find(|finding| finding.detector == "openai-client");
    let openai = openai.expect("it is there");
    assert_eq!((openai.line, openai.excerpt.as_str()), (Some(2), "from openai import OpenAI"));
    assert_eq!(report.files, 8);
}

#[test]
fn an_empty_folder_says_nothing() {
    let report = scanned(&tree(&[]));
    assert!(report.findings.is_empty() && report.not_read.is_empty());
}

#[test]
fn a_root_that_is_no_folder_is_refused() {
    let root = tree(&[("a", b"")]);
    let refusal = |path: PathBuf| scan(&path, &Options::default()).expect_err("there is nothing to scan").to_string();
    assert!(refusal(root.path().join("a")).ends_with("it is not a folder"));
    assert!(refusal(root.path().join("b")).starts_with("cannot scan"));
}

#[test]
fn what_gitignore_names_is_left_out_and_counted() {
    let files: &[(&str, &[u8])] = &[
        (".git/HEAD", b""),
        (".gitignore", b"/out\n*.gguf\n!keep.gguf\n"),
        ("out/a.py", b"import openai\n"),
        ("sub/out/a.py", b"import openai\n"),
        ("sub/.gitignore", b"!b.gguf\n"),
        ("a.gguf", b"GGUF"),
        ("keep.gguf", b"GGUF"),
        ("sub/b.gguf", b"GGUF"),
    ];
    let root = tree(files);
    let report = scanned(&root);
    assert_eq!(found(&report, Kind::HostedModelClient), ["sub/out/a.py: OpenAI"]);
    assert_eq!(found(&report, Kind::ModelFile), ["keep.gguf: keep.gguf", "sub/b.gguf: b.gguf"]);
    assert_eq!(report.ignored, 2);

    let all = Options { gitignore: false, ..Options::default() };
    let report = scan(root.path(), &all).expect("scanned");
    assert_eq!((report.files, report.ignored), (7, 0));
}

#[test]
fn the_rules_of_the_repository_around_the_root_count_too() {
    let root = tree(&[
        (".git/HEAD", b""),
        (".gitignore", b"/product/generated/\n"),
        ("product/generated/a.py", b"import openai\n"),
        ("product/a.py", b"import openai\n"),
    ]);
    let report = scan(&root.path().join("product"), &Options::default()).expect("scanned");
    assert_eq!(found(&report, Kind::HostedModelClient), ["a.py: OpenAI"]);
}

#[test]
fn the_number_of_threads_does_not_change_the_report() {
    let files: Vec<(String, &[u8])> =
        (0..500).map(|n| (format!("d{}/e{}/f{n}.py", n % 7, n % 13), &b"import openai, torch\n"[..])).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, content)| (path.as_str(), *content)).collect();
    let root = tree(&files);
    let with = |threads| {
        let options = Options { threads: Some(threads), ..Options::default() };
        let report = scan(root.path(), &options).expect("scanned");
        (report.findings, report.files, report.bytes_read)
    };
    let one = with(1);
    assert_eq!(one.0.len(), 1000);
    assert_eq!(one, with(2));
    assert_eq!(one, with(8));
}

#[test]
fn a_source_file_that_is_too_long_is_searched_as_far_as_allowed_and_reported() {
    let mut long = b"import openai\n".to_vec();
    long.resize(2000, b'#');
    long.extend(b"\nimport torch\n");
    let root = tree(&[("a.py", &long), ("package.json", &long)]);
    let options = Options { source_bytes_max: 1000, manifest_bytes_max: 1500, ..Options::default() };
    let report = scan(root.path(), &options).expect("scanned");
    assert_eq!(found(&report, Kind::HostedModelClient), ["a.py: OpenAI"]);
    assert_eq!(found(&report, Kind::AiLibrary), [""; 0]);
    assert_eq!(
        not_read(&report),
        [
            "a.py: larger than the limit: 1000 of 2014 bytes were searched",
            "package.json: larger than the limit: 1500 of 2014 bytes were searched",
        ]
    );
}

#[test]
fn a_huge_model_costs_only_its_beginning() {
    let root = tree(&[("m.gguf", b"GGUF")]);
    let model = fs::File::options().write(true).open(root.path().join("m.gguf")).expect("opened");
    // Sparse: a terabyte on paper.
    if model.set_len(1 << 40).is_err() {
        return;
    }
    let report = scanned(&root);
    assert_eq!(found(&report, Kind::ModelFile), ["m.gguf: m.gguf"]);
    assert!(report.bytes_read <= 64 << 10);
    assert_eq!(not_read(&report), [""; 0]);
}

#[test]
fn a_manifest_that_is_broken_is_reported_and_the_rest_is_read() {
    let deep = "[".repeat(200_000);
    let root = tree(&[
        ("a/Cargo.toml", b"[package\n"),
        ("b/package.json", b"{ \"name\": "),
        ("c/package.json", deep.as_bytes()),
        ("d/Cargo.toml", format!("x = {deep}").as_bytes()),
        ("e/Cargo.toml", b"[package]\nname = \"door\"\n"),
        ("f/pyproject.toml", b"\xff\xfe\x00"),
    ]);
    let report = scanned(&root);
    let malformed: Vec<String> = report
        .not_read
        .iter()
        .filter(|not_read| matches!(not_read.why, Why::Malformed(_)))
        .map(|not_read| shown(&not_read.path))
        .collect();
    assert_eq!(
        malformed,
        ["a/Cargo.toml", "b/package.json", "c/package.json", "d/Cargo.toml"],
        "{:?}",
        not_read(&report)
    );
    assert_eq!(found(&report, Kind::ManifestName), ["e/Cargo.toml: door"]);
}

/// Anything that takes time in proportion to the square of a length takes minutes here.
#[test]
fn no_file_keeps_the_scan_busy() {
    const SIZE: usize = 256 << 10;
    let filled = |with: &str| with.repeat(SIZE / with.len()).into_bytes();
    let numbered = |before: &str, line: fn(usize) -> String, after: &str| {
        let lines: String = (0..20_000).map(line).collect();
        format!("{before}{lines}{after}").into_bytes()
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.py", filled("import ")),
        ("b.py", filled("import openai\n")),
        ("c.py", filled("'''")),
        ("d.py", filled("OPENAI_API_KEY ")),
        ("a.js", filled("from \"")),
        ("b.js", filled("require(")),
        ("c.js", filled("`/*")),
        ("a.go", filled("import (\n")),
        ("b.go", filled("import (\n\"net/http\"\n)\n")),
        ("a.ipynb", filled("\\nimport ")),
        ("a.rs", filled("use '")),
        ("a.R", filled("::")),
        ("a.c", filled("#include <torch/")),
        ("a/pom.xml", filled("<a x=")),
        ("b/pom.xml", filled("<dependency></dependency>")),
        ("a.csproj", filled("<PackageReference Include='")),
        ("a/CMakeLists.txt", filled("project(\n")),
        ("a/setup.py", filled("install_requires=[")),
        ("b/setup.py", filled("name='")),
        ("a/build.gradle", filled("'a:b:")),
        ("a/Gemfile", filled("gem 'openai'\n")),
        ("a/go.mod", filled("require (\n")),
        ("a/LICENSE", filled("GNU ")),
        ("a/SECURITY.md", filled("report@")),
        ("a/bom.json", filled("\"bomFormat\"")),
        (
            "a/package.json",
            numbered("{\"dependencies\": {", |n| format!("\"a{n}\": \"npm:openai@1\",\n"), "\"b\": \"1\"}}"),
        ),
        ("b/package.json", format!("{{\"license\": \"{}\"}}", "(".repeat(SIZE)).into_bytes()),
        ("a/pyproject.toml", numbered("[project]\ndependencies = [", |n| format!("\"openai=={n}\",\n"), "]")),
        ("a/Cargo.toml", numbered("[dependencies]\n", |n| format!("a{n} = {{ package = \"tch\" }}\n"), "")),
        // What every framework shares, and a package that is there many times, each time with other needs.
        (
            "a/packages.lock.json",
            [
                numbered("{\"dependencies\": {\"n\": {", |n| format!("\"p{n}\": {{}},\n"), "\"p\": {}},"),
                numbered("", |n| format!("\"n/{n}\": {{}},\n"), "\"z\": {}}}"),
            ]
            .concat(),
        ),
        (
            "a/package-lock.json",
            [
                numbered(
                    "{\"packages\": {\"a\": {\"dependencies\": {",
                    |n| format!("\"d{n}\": \"1\",\n"),
                    "\"d\": \"1\"}},",
                ),
                numbered("", |n| format!("\"node_modules/d{n}\": {{\"version\": \"1\"}},\n"), ""),
                numbered(
                    "",
                    |n| format!("\"b{n}\": {{\"name\": \"a\", \"dependencies\": {{\"d{n}\": \"1\"}}}},\n"),
                    "\"z\": {}}}",
                ),
            ]
            .concat(),
        ),
        ("b/Cargo.toml", format!("{}a = 1", "a.".repeat(SIZE / 2)).into_bytes()),
        ("c/Cargo.toml", format!("[{}a]", "a.".repeat(SIZE / 2)).into_bytes()),
        ("d/Cargo.toml", format!("a = {}", "{a=".repeat(SIZE / 3)).into_bytes()),
        ("a/.gitignore", filled("*a*b*c*d*e*f*\n")[..100_000].to_vec()),
        ("b/.gitignore", (0..9_000).flat_map(|n| format!("**/a{n}*b[c-z]?/**/*d\n").into_bytes()).collect()),
    ];
    for (path, content) in &files {
        let root = tree(&[(".git/HEAD", b""), (path, content), ("z.py", b"import anthropic\n")]);
        let start = std::time::Instant::now();
        let report = scanned(&root);
        scan::inventory(report.clone(), &scan::Named::default()).expect("put together");
        if std::env::var_os("SHOW_TIMES").is_some() {
            eprintln!("{path}: {:?}, {:?}", start.elapsed(), not_read(&report));
        }
        assert!(start.elapsed().as_secs() < 20, "{path} took {:?}", start.elapsed());
        assert!(found(&report, Kind::HostedModelClient).contains(&"z.py: Anthropic".to_owned()), "{path}");
        let failed = report.not_read.iter().any(|not_read| matches!(not_read.why, Why::DetectorFailed(_)));
        assert!(!failed, "{path}");
    }
}

#[test]
fn a_deep_tree_is_walked_to_its_end() {
    let root = tree(&[]);
    let mut folder = root.path().to_path_buf();
    for _ in 0..900 {
        folder.push("d");
    }
    fs::create_dir_all(&folder).expect("made");
    fs::write(folder.join("a.py"), "import openai\n").expect("written");
    assert_eq!(found(&scanned(&root), Kind::HostedModelClient).len(), 1);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;

    pub fn pipe(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status().expect("mkfifo is there");
        assert!(made.success());
    }

    #[test]
    fn links_are_not_followed_and_one_that_leads_out_is_reported() {
        let outside = tree(&[("a.py", b"import openai\n")]);
        let root = tree(&[("in/a.py", b"import torch\n")]);
        let link = |target: &Path, name: &str| {
            symlink(target, root.path().join(name)).expect("linked");
        };
        link(Path::new("in"), "to-inside");
        link(Path::new("in/a.py"), "to-inside.py");
        link(Path::new("."), "in/loop");
        link(Path::new("self"), "self");
        link(Path::new("two"), "one");
        link(Path::new("one"), "two");
        link(Path::new("../in"), "in/again");
        link(Path::new("nothing"), "to-nothing");
        link(outside.path(), "to-outside");
        link(&outside.path().join("a.py"), "to-outside.py");
        link(Path::new("../../nowhere"), "out-to-nothing");
        link(Path::new("/dev/zero"), "zero.py");
        let report = scanned(&root);
        assert_eq!(found(&report, Kind::AiLibrary), ["in/a.py: PyTorch"]);
        assert_eq!(found(&report, Kind::HostedModelClient), [""; 0]);
        let expected = ["out-to-nothing", "to-outside", "to-outside.py", "zero.py"]
            .map(|name| format!("{name}: a link that leads out of the scanned folder"));
        assert_eq!(not_read(&report), expected);
        assert_eq!(report.files, 1);
    }

    #[test]
    fn an_include_is_not_followed_over_a_link_out_of_the_tree() {
        let outside = tree(&[("more.txt", b"anthropic==1.0.0\n")]);
        let root =
            tree(&[("requirements.txt", b"-r d/more.txt\n-r in/more.txt\n"), ("in/more.txt", b"openai==1.0.0\n")]);
        symlink(outside.path(), root.path().join("d")).expect("linked");
        let report = scanned(&root);
        assert_eq!(found(&report, Kind::HostedModelClient), ["in/more.txt: OpenAI"]);
        assert_eq!(not_read(&report), ["d: a link that leads out of the scanned folder"]);
    }

    #[test]
    fn pipes_and_sockets_are_reported_and_not_waited_for() {
        let root = tree(&[("a.py", b"import openai\n")]);
        pipe(&root.path().join("pipe.py"));
        let _socket = UnixListener::bind(root.path().join("s.py")).expect("bound");
        let report = scanned(&root);
        assert_eq!(not_read(&report), ["pipe.py: not a regular file", "s.py: not a regular file"]);
        assert_eq!(found(&report, Kind::HostedModelClient), ["a.py: OpenAI"]);
    }

    #[test]
    fn a_gitignore_that_is_no_file_is_reported_and_not_waited_for() {
        let root = tree(&[("a/x.py", b"import openai\n"), ("b/x.py", b""), ("c/x.py", b"")]);
        pipe(&root.path().join("a/.gitignore"));
        symlink("/dev/zero", root.path().join("b/.gitignore")).expect("linked");
        fs::create_dir(root.path().join("c/.gitignore")).expect("made");
        let report = scanned(&root);
        assert_eq!(found(&report, Kind::HostedModelClient), ["a/x.py: OpenAI"]);
        let paths: Vec<String> = report.not_read.iter().map(|not_read| shown(&not_read.path)).collect();
        assert!(paths.contains(&"a/.gitignore".into()), "{paths:?}");
        assert!(paths.contains(&"b/.gitignore".into()), "{paths:?}");
    }

    #[test]
    fn a_gitignore_too_long_to_be_honoured_is_reported() {
        let rules = "*.py\n".repeat(20_000);
        let root = tree(&[(".git/HEAD", b""), (".gitignore", rules.as_bytes()), ("a.py", b"import openai\n")]);
        let report = scanned(&root);
        assert_eq!(found(&report, Kind::HostedModelClient), ["a.py: OpenAI"]);
        assert!(not_read(&report)[0].contains("too long to be honoured"));
    }

    #[test]
    fn file_names_that_are_not_text_or_want_to_drive_a_terminal_are_shown_escaped() {
        let root = tree(&[]);
        let write = |name: &[u8]| fs::write(root.path().join(OsStr::from_bytes(name)), "import openai\n").is_ok();
        // Some file systems take only text.
        if !write(b"\xff\xfe.py") {
            return;
        }
        assert!(write(b"a\n\x1b[2J.py"));
        assert!(write(b" .py"));
        let report = scanned(&root);
        assert_eq!(
            found(&report, Kind::HostedModelClient),
            [" .py: OpenAI", "a\\u{a}\\u{1b}[2J.py: OpenAI", "\\xff\\xfe.py: OpenAI"]
        );
        for finding in &report.findings {
            assert!(root.path().join(&finding.path).is_file(), "the exact path can be opened");
        }
    }

    /// The super-user may read everything: runs this test once more as somebody who may not.
    fn again_as_nobody(test: &str) {
        const NOBODY: u32 = 65534;
        let folder = TempDir::new().expect("a temporary folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
        // Where it was built nobody may look.
        let copy = folder.path().join("hostile");
        fs::copy(std::env::current_exe().expect("it runs"), &copy).expect("copied");
        let mut command = Command::new(copy);
        let output = command.args(["--exact", test]).current_dir("/").uid(NOBODY).gid(NOBODY).output().expect("run");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
    }

    #[test]
    fn what_may_not_be_read_is_reported() {
        let root = tree(&[("a.py", b"import openai\n"), ("b/a.py", b""), ("c.py", b"import torch\n")]);
        let forbid = |name: &str| {
            let path = root.path().join(name);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("set");
            path
        };
        let file = forbid("a.py");
        let folder = forbid("b");
        if fs::File::open(&file).is_ok() {
            again_as_nobody("unix::what_may_not_be_read_is_reported");
        } else {
            let report = scanned(&root);
            let not_read = not_read(&report);
            assert_eq!(not_read.len(), 2, "{not_read:?}");
            assert!(not_read[0].starts_with("a.py: cannot be read"));
            assert!(not_read[1].starts_with("b: cannot be read"));
            assert_eq!(found(&report, Kind::AiLibrary), ["c.py: PyTorch"]);
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("set");
    }

    #[test]
    fn tags_are_not_read_from_a_repository_elsewhere() {
        let elsewhere = tree(&[("packed-refs", b"abc refs/tags/v9.9.9\n")]);
        let root = tree(&[]);
        symlink(elsewhere.path(), root.path().join(".git")).expect("linked");
        assert_eq!(found(&scanned(&root), Kind::ReleaseTag), [""; 0]);
    }
}
