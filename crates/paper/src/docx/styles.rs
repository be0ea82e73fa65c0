//! How a paper looks in Word.

use docx_rs::{BorderType, Docx, LineSpacing, ParagraphBorder, ParagraphBorderPosition, RunFonts, Style, StyleType};

/// Sizes are in half points, spaces in twentieths of one.
pub fn add(docx: Docx) -> Docx {
    let font = RunFonts::new().ascii("Cambria").hi_ansi("Cambria").cs("Cambria").east_asia("Cambria");
    let space = |before, after| LineSpacing::new().before(before).after(after).line(276);
    let style = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name).based_on("Normal");
    let mut docx = docx
        .default_fonts(font)
        .default_size(21)
        .add_style(style("Title", "Title").size(44).bold().line_spacing(space(0, 80)))
        .add_style(style("Subtitle", "Subtitle").size(26).color("585A63").line_spacing(space(0, 80)))
        .add_style(style("Body", "Body Text").line_spacing(space(0, 140)))
        .add_style(style("Item", "List Paragraph").line_spacing(space(0, 60)))
        .add_style(style("Cell", "Table Text").size(19).line_spacing(space(40, 40)))
        .add_style(style("Label", "Table Label").size(19).color("585A63").line_spacing(space(40, 40)))
        .add_style(style("Caption", "caption").bold().line_spacing(space(160, 60)))
        .add_style(style("Cites", "Citations").size(17).color("585A63").line_spacing(space(0, 100)))
        .add_style(style("Banner", "Draft banner").size(19).bold().color("9B1C2E"))
        .add_style(style("Signature", "Signature").bold().line_spacing(space(480, 900)));
    let mut note = style("Note", "Note").line_spacing(space(120, 140));
    let edge = ParagraphBorder::new(ParagraphBorderPosition::Left).val(BorderType::Single).size(24).space(8);
    note.paragraph_property = note.paragraph_property.set_border(edge.color("24407F"));
    docx = docx.add_style(note);
    for (level, size) in [(1, 30), (2, 25), (3, 22), (4, 21)] {
        let mut heading = style(&format!("Heading{level}"), &format!("heading {level}"))
            .next("Body")
            .size(size)
            .bold()
            .outline_lvl(level - 1)
            .line_spacing(space(320, 100));
        heading.paragraph_property = heading.paragraph_property.keep_next(true);
        docx = docx.add_style(heading);
    }
    docx
}
