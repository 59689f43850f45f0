//! Reads a chart back: marks of a class, and texts with the room they take.

/// A text on a chart, in pixels.
#[derive(Debug, Clone)]
pub struct Label {
    pub text: String,
    left: f64,
    right: f64,
    baseline: f64,
}

/// How many separate marks a class has.
pub fn marks(svg: &str, class: &str) -> usize {
    let start = format!("<path class=\"{class}\"");
    let paths = svg.split(&start).skip(1);
    paths
        .map(|path| {
            path[..path.find("/>").expect("an end")]
                .matches('M')
                .count()
        })
        .sum()
}

/// Where the first mark of a class starts.
pub fn start(svg: &str, class: &str) -> (f64, f64) {
    let start = format!("<path class=\"{class}\" d=\"M");
    let (_, path) = svg.split_once(&start).expect("a mark");
    let (x, rest) = path.split_once(' ').expect("a point");
    let y = rest
        .split(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .next();
    let number = |text: &str| text.parse().expect("a number");
    (number(x), number(y.expect("a point")))
}

/// Every text, with a width guessed from a middling system font.
pub fn texts(svg: &str) -> Vec<Label> {
    svg.split("<g class=\"").skip(1).flat_map(group).collect()
}

/// Pairs of texts that cover each other, and texts that leave the chart.
pub fn overlapping(svg: &str, (width, height): (f64, f64)) -> Vec<String> {
    let labels = texts(svg);
    let mut found = Vec::new();
    for (i, one) in labels.iter().enumerate() {
        if one.left < -1.0 || one.right > width + 1.0 || one.baseline > height {
            found.push(format!("{one:?} leaves the chart"));
        }
        for other in &labels[i + 1..] {
            let across = one.right.min(other.right) - one.left.max(other.left);
            let apart = (one.baseline - other.baseline).abs();
            if across > 1.0 && apart < 12.0 {
                found.push(format!("{one:?} covers {other:?}"));
            }
        }
    }
    found
}

fn group(svg: &str) -> Vec<Label> {
    let (head, rest) = svg.split_once('>').expect("a group");
    let body = &rest[..rest.find("</g>").expect("an end")];
    let size = if head.starts_with("h\"") { 8.2 } else { 6.4 };
    let label = |text: &str| {
        let (place, text) = text.split_once('>').expect("a text");
        let text = text.trim_end_matches("</text>").to_owned();
        let wide = text.chars().count() as f64 * size;
        let x = attribute(place, "x");
        let left = match head {
            head if head.contains("middle") => x - wide / 2.0,
            head if head.contains("end") => x - wide,
            _ => x,
        };
        Label {
            text,
            left,
            right: left + wide,
            baseline: attribute(place, "y"),
        }
    };
    body.split("<text ").skip(1).map(label).collect()
}

fn attribute(place: &str, name: &str) -> f64 {
    let start = format!("{name}=\"");
    let (_, value) = place.split_once(&start).expect("an attribute");
    let value = &value[..value.find('"').expect("its end")];
    value.parse().expect("a number")
}
