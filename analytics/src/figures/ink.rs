//! Ink: what plotters draws with. Turns its strokes into lean SVG paths that carry classes; knows no figure and no colour.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::prelude::{RGBAColor, ShapeStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

macro_rules! pens {
    ($($pen:ident $class:literal,)*) => {
        /// Every way a mark may look; its class in `style.css` says how.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Pen { $($pen,)* }

        const PENS: &[(Pen, &str)] = &[$((Pen::$pen, $class),)*];
    };
}

pens! {
    // Sands of the severity bands, the mildest first.
    Sand0 "s0", Sand1 "s1", Sand2 "s2", Sand3 "s3", Sand4 "s4", Sand5 "s5",
    // What frames a figure.
    Axis "x", Faint "y", Hatch "w", Edge "v", Cutoff "c",
    // An outcome and its range; `Open` where a mean is open-ended.
    Range "r", RangeEdge "e", Line "l", Dot "d", Open "o",
    // Bars of the strip; the zone of reliable improvement.
    Filled "f", Rest "n", Soft "g",
    // A benefit, its usual range and its signals.
    Usual "u", Mean "m", Common "k", CommonDot "kd", Concern "q", Better "p",
    // The parts of a scope's people, and the stripes on the last.
    Recovered "ca", Improved "cb", Unchanged "cc", Deteriorated "cd", Stripe "cs",
    RecoveredText "ta", ImprovedText "tb", UnchangedText "tc", DeterioratedText "td",
    // Texts.
    Text "t", Strong "b", Heading "h", CutoffText "ct", ConcernText "qt", BetterText "pt",
}

impl Pen {
    /// The sand of a band, 0 the mildest: the worst is always the deepest, however many bands there are.
    pub(super) fn sand(depth: usize, bands: usize) -> Pen {
        let steps = bands.saturating_sub(1).max(1);
        PENS[((depth * 10 + steps) / (2 * steps)).min(5)].0
    }

    /// Plotters carries colours only, so a pen travels as the red of one.
    pub(super) fn color(self) -> RGBAColor {
        RGBAColor(self as u8, 0, 0, 1.0)
    }

    fn of(color: BackendColor) -> (Pen, &'static str) {
        PENS[usize::from(color.rgb.0)]
    }
}

impl From<Pen> for ShapeStyle {
    fn from(pen: Pen) -> ShapeStyle {
        ShapeStyle {
            color: pen.color(),
            filled: true,
            stroke_width: 1,
        }
    }
}

/// A canvas in tenths of a pixel. Marks of one pen that follow each other become one path, texts one `<g>`.
pub(super) struct Ink<'a> {
    out: &'a mut String,
    hatch: &'a str,
    size: (u32, u32),
    run: Option<Run>,
    at: BackendCoord,
}

#[derive(Clone, Copy, PartialEq)]
enum Run {
    Path(Pen),
    Text(Pen, &'static str),
}

impl<'a> Ink<'a> {
    /// Writes into `out`; `size` in tenths; `hatch` names the pattern that fills what is withheld.
    pub(super) fn new(out: &'a mut String, size: (u32, u32), hatch: &'a str) -> Ink<'a> {
        Ink {
            out,
            hatch,
            size,
            run: None,
            at: (0, 0),
        }
    }

    fn path(&mut self, color: BackendColor) {
        let (pen, class) = Pen::of(color);
        if self.run == Some(Run::Path(pen)) {
            return;
        }
        self.close();
        self.run = Some(Run::Path(pen));
        let fill = if pen == Pen::Hatch {
            format!(" fill=\"url(#{})\"", self.hatch)
        } else {
            String::new()
        };
        self.put(format_args!("<path class=\"{class}\"{fill} d=\""));
    }

    fn close(&mut self) {
        self.out.push_str(match self.run.take() {
            Some(Run::Path(_)) => "\"/>",
            Some(Run::Text(..)) => "</g>",
            None => "",
        });
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.out
            .write_fmt(text)
            .expect("BUG: a String takes every text");
    }

    fn move_to(&mut self, to: BackendCoord) {
        self.out.push('M');
        self.pair(to);
        self.at = to;
    }

    fn line_to(&mut self, to: BackendCoord) {
        let (dx, dy) = (to.0 - self.at.0, to.1 - self.at.1);
        self.at = to;
        match (dx, dy) {
            (0, 0) => {}
            (dx, 0) => self.put(format_args!("h{}", Tenths(dx))),
            (0, dy) => self.put(format_args!("v{}", Tenths(dy))),
            step => {
                self.out.push('l');
                self.pair(step);
            }
        }
    }

    fn pair(&mut self, (x, y): BackendCoord) {
        let gap = if y < 0 { "" } else { " " };
        self.put(format_args!("{}{gap}{}", Tenths(x), Tenths(y)));
    }
}

impl Drop for Ink<'_> {
    fn drop(&mut self) {
        self.close();
    }
}

impl DrawingBackend for Ink<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.close();
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 10, point.1 + 10), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let ((left, top), (right, bottom)) = (upper_left, bottom_right);
        self.fill_polygon(
            [(left, top), (right, top), (right, bottom), (left, bottom)],
            &style.color(),
        )
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.path(style.color());
        for (index, point) in path.into_iter().enumerate() {
            if index == 0 {
                self.move_to(point)
            } else {
                self.line_to(point)
            }
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        self.path(style.color());
        let radius = i32::try_from(radius).expect("BUG: a dot is small");
        let (r, across) = (Tenths(radius), Tenths(2 * radius));
        self.move_to((x - radius, y));
        self.put(format_args!(
            "a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0"
        ));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.draw_path(vert, style)?;
        self.out.push('z');
        Ok(())
    }

    /// Text stands on its baseline at `pos`.
    fn draw_text<TStyle: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &TStyle,
        pos: BackendCoord,
    ) -> Drawn {
        let (pen, class) = Pen::of(style.color());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        debug_assert!(
            matches!(style.anchor().v_pos, VPos::Bottom),
            "BUG: text is placed by its baseline"
        );
        if self.run != Some(Run::Text(pen, anchor)) {
            self.close();
            self.run = Some(Run::Text(pen, anchor));
            self.put(format_args!("<g class=\"{class}\"{anchor}>"));
        }
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\">{}</text>",
            Tenths(pos.0),
            Tenths(pos.1),
            Escaped(text)
        ));
        Ok(())
    }

    fn estimate_text_size<TStyle: BackendTextStyle>(
        &self,
        text: &str,
        _style: &TStyle,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let tenths = (super::placement::width(text) * 10.0).ceil() as u32;
        Ok((tenths, 130))
    }
}

struct Tenths(i32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, tenth) = (self.0.abs() / 10, self.0.abs() % 10);
        let sign = if self.0 < 0 { "-" } else { "" };
        match (whole, tenth) {
            (whole, 0) => write!(f, "{sign}{whole}"),
            (0, tenth) => write!(f, "{sign}.{tenth}"),
            (whole, tenth) => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

/// Text made safe between tags and inside double quotes.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}
