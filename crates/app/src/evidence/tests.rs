use std::ffi::OsString;

use super::settings::Settings;
use super::*;

fn settings(variables: &'static [(&'static str, &'static str)]) -> Settings {
    let value = |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| OsString::from(value));
    Settings::from(value)
}

fn product(toml: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("marque.toml"), toml).unwrap();
    std::fs::create_dir_all(folder.path().join("src/deep")).unwrap();
    folder
}

#[test]
fn the_store_is_beside_the_nearest_marque_toml() {
    let folder = product("");
    let root = folder.path().canonicalize().unwrap();
    for inside in ["", "src", "src/deep"] {
        let place = settings(&[]).place(&folder.path().join(inside)).unwrap();
        assert_eq!(place.home, root.join(".marque"), "{inside}");
    }
    let moved = settings(&[("MARQUE_HOME", "elsewhere")]).place(folder.path()).unwrap();
    assert_eq!(moved.home, std::path::Path::new("elsewhere"));
}

#[test]
fn who_acts_is_told_by_the_environment_or_marque_toml_and_never_made_up() {
    let named = product("[organisation]\nname = \"Door Makers\"\n");
    let who = |variables, folder: &tempfile::TempDir| {
        let settings = settings(variables);
        settings.who(&settings.place(folder.path()).unwrap())
    };
    assert_eq!(who(&[], &named).unwrap(), "Door Makers");
    assert_eq!(who(&[("MARQUE_WHO", "the night shift")], &named).unwrap(), "the night shift");
    assert_eq!(who(&[("MARQUE_WHO", " ")], &named).unwrap(), "Door Makers");
    for toml in ["", "[organisation]\n", "[organisation]\nname = \" \"\n", "not = [toml"] {
        let refused = who(&[], &product(toml)).unwrap_err().to_string();
        assert!(refused.contains("MARQUE_WHO") && refused.contains("[organisation]"), "{refused}");
    }
}

#[test]
fn keys_are_in_the_folder_that_is_named_else_in_that_of_the_platform() {
    let folder = |variables| settings(variables).keys().map(|keys| keys.folder().to_owned()).ok();
    let path = |text: &str| Some(std::path::PathBuf::from(text));
    assert_eq!(folder(&[("MARQUE_KEYS", "k"), ("HOME", "/h")]), path("k"));
    assert_eq!(folder(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")]), path("/c/marque/keys"));
    assert_eq!(folder(&[("XDG_CONFIG_HOME", "relative"), ("HOME", "/h")]), path("/h/.config/marque/keys"));
    assert_eq!(folder(&[]), None);
}

#[test]
fn an_address_is_a_link_and_anything_else_a_file() {
    assert_eq!(Source::of("https://door.example/report"), Source::Link("https://door.example/report".into()));
    for file in ["report.xml", "a/b://c", "://x", "1://x"] {
        assert_eq!(Source::of(file), Source::File(file.into()), "{file}");
    }
}

#[test]
fn points_have_to_stand_in_the_law() {
    let book = crate::law::rulebook(None).unwrap();
    let read = |texts: &[&str]| {
        points(&book, &texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
            .map(|points| points.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(read(&["cra:14.2", "cra:13(2)", "cra:13(2)"]).unwrap(), ["cra:13(2)", "cra:14(2)"]);
    assert_eq!(read(&["cra:annex-1.1(1)"]).unwrap(), ["cra:annex-1.1(1)"]);
    let refused = read(&["cra:13(2)", "cra:13(99)"]).unwrap_err().to_string();
    assert!(refused.contains("the law files know no cra:13(99)") && refused.contains("did you mean"), "{refused}");
    assert!(read(&["nis:1"]).unwrap_err().to_string().contains("no act has the prefix"));
}
