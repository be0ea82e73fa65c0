//! What is kept comes back.

use super::*;

fn back<T: Kept>(kept: &T) -> Option<T> {
    let mut bytes = Vec::new();
    kept.write(&mut bytes)?;
    let mut from = &*bytes;
    let read = T::read(&mut from)?;
    from.is_empty().then_some(read)
}

#[test]
fn what_was_written_is_read_back() {
    for number in [0, 1, 127, 128, 300, u32::MAX as usize, usize::MAX] {
        assert_eq!(back(&number), Some(number));
    }
    let mut component = Component::new(Package::new("npm", "@a/b", Some("1")).with("k", "v"));
    component.hashes = Hash::hex(HashAlgorithm::Sha1, &"ab".repeat(20)).into_iter().collect();
    component.relation = Some(Relation::Transitive);
    component.depends_on = Some(vec!["x".to_owned()]);
    assert_eq!(back(&component), Some(component.clone()));
    let mut sheet = Sheet::new(PathBuf::from("a/b"), "npm-lock", Place::Tests);
    let at = sheet.add(component, Some(3));
    sheet.edges.push((at, at));
    let wish = |line| Wish {
        package: Package::new("own", "c", None),
        requirement: "^1".to_owned(),
        scope: Scope::Optional,
        line,
    };
    sheet.wishes = vec![wish(None), wish(Some(7))];
    sheet.settings.push(("s".to_owned(), "ü".to_owned()));
    assert_eq!(back(&sheet).map(|read| format!("{read:?}")), Some(format!("{sheet:?}")));
    for why in
        [Why::TooLarge { size_bytes: 1 << 40, read_bytes: 5 }, Why::Malformed("x".to_owned()), Why::NotARegularFile]
    {
        let not_read = NotRead { path: PathBuf::from("p"), why };
        assert_eq!(back(&not_read), Some(not_read.clone()));
    }
}

#[test]
fn what_was_not_written_so_is_none() {
    let mut bytes = Vec::new();
    vec!["ab".to_owned(), "c".to_owned()].write(&mut bytes).expect("text");
    for len in 0..bytes.len() {
        assert_eq!(Vec::<String>::read(&mut &bytes[..len]), None, "{len}");
    }
    assert_eq!(Vec::<String>::read(&mut &[255; 9][..]), None);
    assert_eq!(usize::read(&mut &[255; 20][..]), None);
    assert_eq!(String::read(&mut &[1, 255][..]), None);
    assert_eq!(Kind::read(&mut &[200, 1][..]), None);
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_not_kept() {
    use std::os::unix::ffi::OsStringExt;
    let path = PathBuf::from(std::ffi::OsString::from_vec(vec![0xff]));
    assert!(back(&path).is_none());
}
