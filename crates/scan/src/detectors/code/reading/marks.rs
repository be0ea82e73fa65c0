//! What brackets, commas and the marks of giving and choosing do.

use super::{FORMS, FRAMES_MAX, Frame, Last, Reading, Visitor};

impl<'a> Reading<'a> {
    pub(super) fn mark(&mut self, at: usize, mark: u8, visitor: &mut impl Visitor<'a>) {
        let last = self.last;
        self.defines = false;
        self.base = None;
        match mark {
            b'.' if matches!(last, Last::Word | Last::Close) => {}
            b'(' | b'[' | b'{' => return self.open(at, mark, visitor),
            b')' | b']' | b'}' => {
                self.end_of_path(visitor, true);
                return self.close(visitor);
            }
            b',' => {
                self.end_of_path(visitor, true);
                let frame = self.frame();
                frame.argument += 1;
                frame.key = None;
                frame.key_may_be_typed = false;
                frame.questions = 0;
                // A pair: what follows a text that could be a name may be its value, but not the one after.
                if last != Last::Text {
                    frame.text = None;
                }
                self.is_compared = false;
            }
            b';' => {
                self.end_of_path(visitor, true);
                self.end_of_statement();
            }
            b'=' => self.assign(visitor),
            b'>' => self.arrow(),
            b'~' => {
                self.end_of_path(visitor, true);
                // `a == b` gives nothing to `a`.
                self.is_compared = true;
            }
            b':' => self.colon(visitor),
            b'?' => {
                self.frame().questions += 1;
                if !matches!(last, Last::Word | Last::Close) {
                    self.end_of_path(visitor, true);
                }
            }
            b'!' if matches!(last, Last::Word | Last::Close) => {}
            b'@' => {
                self.end_of_path(visitor, true);
                self.is_decorator = last != Last::Word;
            }
            b'<' if last == Last::Word => {}
            _ => self.end_of_path(visitor, true),
        }
        self.last = Last::Mark(mark);
    }

    pub(super) fn assign(&mut self, visitor: &mut impl Visitor<'a>) {
        let name = self.path.last().copied();
        let index = self.index.take();
        self.is_compared = false;
        self.end_of_path(visitor, false);
        let frame = self.frame();
        frame.questions = 0;
        if frame.key_may_be_typed && frame.key.is_some() {
            frame.key_may_be_typed = false;
        } else {
            frame.key = index.or(name);
            frame.text = None;
        }
        self.frame().declared = self.word_before.take();
    }

    /// `"model" => "x"`, `:model => "x"`, `model => "x"`.
    pub(super) fn arrow(&mut self) {
        let name = self.path.last().copied();
        self.path.clear();
        let is_text = self.last == Last::Text;
        let frame = self.frame();
        let key = if is_text { frame.text.take() } else { name };
        frame.key = key.or(frame.key);
    }

    pub(super) fn colon(&mut self, visitor: &mut impl Visitor<'a>) {
        let last = self.last;
        let name = match last {
            Last::Word => self.path.last().copied(),
            Last::Text => self.frame().text,
            _ => None,
        };
        if self.frame().questions > 0 {
            // `a ? b : c` names nothing.
            self.frame().questions -= 1;
            return self.end_of_path(visitor, true);
        }
        self.end_of_path(visitor, false);
        if let Some(name) = name {
            let frame = self.frame();
            frame.key = Some(name);
            frame.key_may_be_typed = last == Last::Word;
            frame.text = None;
        }
    }

    pub(super) fn open(&mut self, at: usize, opener: u8, visitor: &mut impl Visitor<'a>) {
        let path = if self.is_decorator {
            self.is_decorator = false;
            visitor.decorate(&self.path, self.path_at);
            self.take_path()
        } else if opener == b'[' {
            // `x[…]` and `f<T>[…]` are values themselves.
            let mut path = self.spare.pop().unwrap_or_default();
            path.extend_from_slice(&self.path);
            self.end_of_path(visitor, false);
            path
        } else {
            self.take_path()
        };
        if self.frames.len() >= FRAMES_MAX {
            self.skipped += 1;
            self.spare(path);
            self.last = Last::Mark(opener);
            return;
        }
        let at = if path.is_empty() { at } else { self.path_at };
        let mut path = path;
        if opener == b'(' && path.is_empty() && std::mem::take(&mut self.is_new) {
            // `Type name = new(…)`.
            path.extend(self.frames.last().and_then(|frame| frame.declared));
        }
        if opener == b'{' {
            self.inherits = false;
        }
        let spot = self.spot();
        let variable = self.frames.last().and_then(|frame| frame.key.or(frame.variable));
        // What a call is given to is not what its arguments are given to, unless it only changes their form.
        let hides = |frame: &Frame| frame.opener == b'(' && frame.path.last().is_some_and(|name| !FORMS.contains(name));
        let outer = spot.key.or_else(|| spot.outer.filter(|_| !self.frames.last().is_some_and(hides)));
        self.frames.push(Frame { opener, path, at, outer, variable, ..Frame::default() });
        // `class Name(Base)`.
        let is_defined = self.defines_class && self.definition.is_some();
        let is_its = |frame: &Frame| frame.path.as_slice() == self.definition.as_slice();
        self.inherits =
            is_defined && opener == b'(' && self.last == Last::Word && self.frames.last().is_some_and(is_its);
        if self.inherits {
            self.class = self.definition;
        }
        self.last = Last::Mark(opener);
        self.index = None;
        visitor.open(&self.frames);
    }

    pub(super) fn close(&mut self, visitor: &mut impl Visitor<'a>) {
        self.last = Last::Close;
        self.is_compared = false;
        self.inherits = false;
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        visitor.close(&frame, &self.frames);
        let text = frame.text.filter(|_| frame.argument == 0);
        if frame.opener != b'{' && text.is_some() {
            self.index = text.filter(|_| frame.opener == b'[');
            self.frame().looked_up = text;
        }
        // The path goes on behind the call.
        let spare = if frame.opener == b'(' {
            std::mem::replace(&mut self.path, frame.path)
        } else {
            self.path.clear();
            frame.path
        };
        self.spare(spare);
        self.path_at = frame.at;
    }
}
