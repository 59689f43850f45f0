//! The repository's own files, cut into tokens for the rules; no rule is here.

use std::fs;
use std::path::{Path, PathBuf};

/// A piece of Rust, without comments and white space.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name or a keyword.
    Name(String),
    /// What stands in a string literal, escapes as written.
    Text(String),
    /// `::`
    Join,
    /// Any other character, literals of characters left out.
    Mark(char),
}

/// One file of the repository.
pub struct Source {
    /// From the top of the repository, with `/`.
    pub path: String,
    pub text: String,
    /// Empty unless it is Rust.
    pub tokens: Vec<Token>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let tokens = if path.ends_with(".rs") {
            tokens(text)
        } else {
            Vec::new()
        };
        Self {
            path: path.into(),
            text: text.into(),
            tokens,
        }
    }

    /// Every file of the five rooms and of the documents whose name ends in `.extension`.
    pub fn all(extension: &str) -> Vec<Self> {
        let mut found = Vec::new();
        for room in ["app", "analytics", "migrations", "reports", "tests", "docs"] {
            walk(&top().join(room), extension, &mut found);
        }
        found.sort();
        let sources = found.iter().map(|path| {
            let name = path.strip_prefix(top()).expect("BUG: walked from the top");
            Self::new(
                &name.to_string_lossy(),
                &fs::read_to_string(path).expect("readable"),
            )
        });
        sources.collect()
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Every path that the file names, from `use` lines with their braces opened and from the code itself.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            // Not `impl Trait + use<'a>`, which names nothing.
            let captures = self.tokens.get(at + 1) == Some(&Token::Mark('<'));
            if self.tokens[at] == Token::Name("use".into()) && !captures {
                at = opened(&self.tokens, at + 1, &[], &mut paths);
            } else if let Token::Name(_) = self.tokens[at] {
                let (path, next) = joined(&self.tokens, at);
                at = next;
                if path.len() > 1 {
                    paths.push(path);
                }
            } else {
                at += 1;
            }
        }
        paths
    }
}

/// The top of the repository.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the repository is there")
}

fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if name != "node_modules" && name != "target" {
                walk(&path, extension, found);
            }
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

/// `a::b::c` from `at` on, and where it ends.
fn joined(tokens: &[Token], mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(Token::Name(name)) = tokens.get(at) {
        path.push(name.clone());
        at += 1;
        if tokens.get(at) != Some(&Token::Join) {
            break;
        }
        at += 1;
    }
    (path, at)
}

/// Opens one tree of a `use` line, `a::{b, c::d}`, and says where it ends.
fn opened(tokens: &[Token], at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let at = if tokens.get(at) == Some(&Token::Join) {
        at + 1
    } else {
        at
    };
    let (path, mut at) = joined(tokens, at);
    let whole = [before, &path].concat();
    if tokens.get(at) == Some(&Token::Mark('{')) {
        at += 1;
        while at < tokens.len() && tokens[at] != Token::Mark('}') {
            at = opened(tokens, at, &whole, paths).max(at + 1);
            if tokens.get(at) == Some(&Token::Mark(',')) {
                at += 1;
            }
        }
        return at + 1;
    }
    paths.push(whole);
    let ends = |t: &Token| matches!(t, Token::Mark(',' | '}' | ';'));
    while at < tokens.len() && !ends(&tokens[at]) {
        at += 1; // `as name`, `*`
    }
    at
}

fn tokens(text: &str) -> Vec<Token> {
    let c: Vec<char> = text.chars().collect();
    let get = |i: usize| c.get(i).copied().unwrap_or('\0');
    let mut out = Vec::new();
    let mut i = 0;
    while i < c.len() {
        match c[i] {
            '/' if get(i + 1) == '/' => i = line_end(&c, i),
            '/' if get(i + 1) == '*' => i = comment_end(&c, i),
            '"' => i = string(&c, i, &mut out),
            'r' | 'b' | 'c' if raw_hashes(&c, i).is_some() => i = raw_string(&c, i, &mut out),
            '\'' if get(i + 1) == '\\' => i = character_end(&c, i + 3),
            '\'' if get(i + 2) == '\'' => i += 3,
            ':' if get(i + 1) == ':' => {
                out.push(Token::Join);
                i += 2;
            }
            x if x.is_alphanumeric() || x == '_' => {
                let start = i;
                while get(i).is_alphanumeric() || get(i) == '_' {
                    i += 1;
                }
                out.push(Token::Name(c[start..i].iter().collect()));
            }
            x => {
                if !x.is_whitespace() {
                    out.push(Token::Mark(x));
                }
                i += 1;
            }
        }
    }
    out
}

fn line_end(c: &[char], from: usize) -> usize {
    c[from..]
        .iter()
        .position(|x| *x == '\n')
        .map_or(c.len(), |n| from + n)
}

fn comment_end(c: &[char], from: usize) -> usize {
    let (mut i, mut depth) = (from, 0);
    while i + 1 < c.len() {
        match (c[i], c[i + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                i += 1;
                continue;
            }
        }
        i += 2;
        if depth == 0 {
            return i;
        }
    }
    c.len()
}

fn character_end(c: &[char], from: usize) -> usize {
    c.get(from..)
        .and_then(|rest| rest.iter().position(|x| *x == '\''))
        .map_or(c.len(), |n| from + n + 1)
}

fn string(c: &[char], from: usize, out: &mut Vec<Token>) -> usize {
    let mut i = from + 1;
    while i < c.len() && c[i] != '"' {
        i += if c[i] == '\\' { 2 } else { 1 };
    }
    out.push(Token::Text(c[from + 1..i.min(c.len())].iter().collect()));
    i + 1
}

/// How many `#` a raw string at `from` has, if one begins there.
fn raw_hashes(c: &[char], from: usize) -> Option<usize> {
    let r = from + usize::from(c[from] != 'r');
    if c.get(r) != Some(&'r') {
        return None;
    }
    let hashes = c[r + 1..].iter().take_while(|x| **x == '#').count();
    (c.get(r + 1 + hashes) == Some(&'"')).then_some(hashes)
}

fn raw_string(c: &[char], from: usize, out: &mut Vec<Token>) -> usize {
    let hashes = raw_hashes(c, from).expect("BUG: asked before");
    let start = from + usize::from(c[from] != 'r') + 2 + hashes;
    let mut end = start;
    while end < c.len()
        && !(c[end] == '"'
            && c[end + 1..]
                .iter()
                .take(hashes)
                .filter(|x| **x == '#')
                .count()
                == hashes)
    {
        end += 1;
    }
    out.push(Token::Text(c[start..end].iter().collect()));
    end + 1 + hashes
}

#[test]
fn paths_are_found_in_use_lines_and_in_code() {
    let text = r##"
        // use hidden::one;
        use a::{b::{C, self}, d as e};
        pub use ::f::*;
        fn g<'x>(h: &'x str) -> i::J { k::l("m::n", 'o', '\'', r#"p::q"#) }
    "##;
    let found: Vec<String> = Source::new("x.rs", text)
        .paths()
        .iter()
        .map(|p| p.join("::"))
        .collect();
    assert_eq!(
        found,
        ["a::b::C", "a::b::self", "a::d", "f", "i::J", "k::l"]
    );
}
