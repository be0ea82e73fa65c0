use super::*;

/// A package to be written: the field that says where it came from, and what it needs.
pub struct Row {
    pub name: &'static str,
    pub kind: u8,
    /// The texts of the field, from its beginning.
    pub texts: &'static [&'static str],
    /// The numbers of a version, where it has one.
    pub numbers: Option<[u8; 3]>,
    /// What stands behind the numbers.
    pub pre: &'static str,
    pub needs: &'static [(u8, u32)],
}

/// Short texts stand where they are used, others among the texts.
fn text(texts: &mut Vec<u8>, text: &str) -> Vec<u8> {
    let mut field = text.as_bytes().to_vec();
    if field.len() > 8 {
        let start = u32::try_from(texts.len()).expect("small").to_le_bytes();
        let len = (u32::try_from(text.len()).expect("small") | 1 << 31).to_le_bytes();
        texts.extend(text.as_bytes());
        field = [start, len].concat();
    }
    field.resize(8, 0);
    field
}

pub fn lockfile(version: u8, rows: &[Row]) -> Vec<u8> {
    let number = |number: usize| u64::try_from(number).expect("small").to_le_bytes();
    let short = |number: usize| u32::try_from(number).expect("small").to_le_bytes();
    let width = if version == 2 { 4 } else { 8 };
    let mut texts = Vec::new();
    let mut columns: [Vec<u8>; 6] = Default::default();
    let (mut dependencies, mut resolutions) = (Vec::new(), Vec::new());
    for row in rows {
        columns[0].extend(text(&mut texts, row.name));
        columns[1].extend([0xab; 8]);
        let mut field = vec![row.kind, 0, 0, 0, 0, 0, 0, 0];
        field.extend(row.texts.iter().flat_map(|one| text(&mut texts, one)));
        if let Some(numbers) = row.numbers {
            let wide = |number: u8| number.to_le_bytes().into_iter().chain([0; 7]).take(width).collect::<Vec<u8>>();
            field.extend(numbers.into_iter().flat_map(wide));
            // What follows begins at a multiple of eight.
            field.resize(field.len().next_multiple_of(8), 0);
            field.extend(text(&mut texts, row.pre));
        }
        field.resize(if version == 2 { 64 } else { 72 }, 0);
        columns[2].extend(field);
        for column in [3, 4] {
            columns[column].extend([short(resolutions.len() / 4), short(row.needs.len())].concat());
        }
        for (behaviour, package) in row.needs {
            dependencies.extend([[0; 16].as_slice(), &[*behaviour], &[0; 9]].concat());
            resolutions.extend(package.to_le_bytes());
        }
        let mut meta = vec![0; 20];
        meta.push(if row.kind == 2 { 1 } else { 0 });
        meta.resize(88, 0x5a);
        columns[5].extend(meta);
    }
    // Columns that are not read.
    let table = [columns.concat(), vec![0xee; 69 * rows.len()]].concat();
    let mut bytes = [MAGIC, &[version, 0, 0, 0], &[7; 32], &number(0)].concat();
    let begin = bytes.len() + 40;
    bytes.extend([number(rows.len()), number(8), number(8), number(begin), number(begin + table.len())].concat());
    bytes.extend(table);
    for array in [vec![], vec![], resolutions, dependencies, vec![], texts] {
        let start = bytes.len() + 16 + 10;
        bytes.extend([number(start), number(start + array.len())].concat());
        bytes.extend(b"\n<a note>\n");
        bytes.extend(array);
    }
    bytes
}

#[test]
fn a_file_that_is_cut_short_is_an_error_and_no_more() {
    let row = Row {
        name: "door",
        kind: 2,
        texts: &["https://example.eu/door-1.2.3.tgz"],
        numbers: Some([1, 2, 3]),
        pre: "rc.1",
        needs: &[(2, 0)],
    };
    let whole = lockfile(3, &[row]);
    let mut file = BunFile::parse(&whole).expect("whole");
    assert_eq!(file.name(0).as_deref(), Some("door"));
    assert_eq!(file.needs(0), Some(vec![Need { package: 0, behaviour: 2 }]));
    // The same dependencies a second time are more than there are.
    assert_eq!(file.needs(0), None);
    for len in 0..whole.len() {
        assert!(BunFile::parse(&whole[..len]).is_err(), "{len}");
    }
    // Whatever a number says, nothing is read that is not there.
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] = 0xff;
        let Ok(mut file) = BunFile::parse(&bytes) else { continue };
        assert!(file.packages <= 1);
        let _ = (file.name(0), file.resolution(0), file.digest(0), file.needs(0));
    }
}
