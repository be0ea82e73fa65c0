//! Files that show which settings there are, most of them in comments: `.env.example`.

use crate::file::FileName;

/// A file that shows which settings there are, most of them in comments: `.env.example`.
pub fn is_template(file: &FileName) -> bool {
    let name = file.lower_name();
    name.contains("env") && ["example", "sample", "template", "dist", "tpl"].iter().any(|word| name.contains(word))
}

/// `# NAME=value`, the comment being nothing else.
pub fn is_setting_in_a_comment(bytes: &[u8], at: usize) -> bool {
    // A longer line is no setting.
    let window = at.saturating_sub(400);
    let before = bytes.get(window..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map(|newline| window + newline + 1);
    let Some(start) = start.or((window == 0).then_some(0)) else { return false };
    let line = bytes.get(start..).unwrap_or_default();
    let line = line.get(..line.len().min(1000)).unwrap_or_default().trim_ascii_start();
    let Some(setting) = line.strip_prefix(b"#") else { return false };
    let setting = setting.trim_ascii_start();
    let name_len = setting.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    name_len > 0 && setting.get(name_len) == Some(&b'=')
}

#[test]
fn a_setting_in_a_comment_is_the_whole_comment() {
    let text = b"A=1\n# B_C=x\n# or B_C = x\n";
    assert!(is_setting_in_a_comment(text, 6));
    assert!(!is_setting_in_a_comment(text, 17));
    assert!(!is_setting_in_a_comment(text, 0));
}
