//! Rust sources as the compiler's tokens: names and string literals, never comments.

use proc_macro2::{Spacing, TokenStream, TokenTree};

use crate::tree::File;

/// One token that a wall may care about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Name(String),
    /// A string literal as it is written, quotes and all.
    Text(String),
    /// `::`
    Path,
    /// `1.5` or `1e3`, whose type nobody has written.
    Fraction,
    Other,
}

/// A token and its line.
#[derive(Debug, Clone)]
pub struct Placed {
    pub token: Token,
    pub line: usize,
}

/// The tokens of a file in reading order. Doc comments are left out: prose may say anything.
pub fn tokens(file: &File) -> Vec<Placed> {
    let stream: TokenStream = match file.text.parse() {
        Ok(stream) => stream,
        Err(error) => panic!("{} is not Rust: {error}", file.path),
    };
    let mut found = Vec::new();
    collect(stream, &mut found);
    found
}

fn collect(stream: TokenStream, found: &mut Vec<Placed>) {
    let mut trees = stream.into_iter().peekable();
    // In `pair.0.1` the tokens are `pair`, a point, and `0.1`: a place, not a number.
    let mut after_point = false;
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        let is_point = matches!(&tree, TokenTree::Punct(mark) if mark.as_char() == '.');
        let token = match tree {
            TokenTree::Group(group) => {
                if !is_doc(&group.stream()) {
                    collect(group.stream(), found);
                }
                Token::Other
            }
            TokenTree::Ident(name) => Token::Name(name.to_string()),
            TokenTree::Literal(_) if after_point => Token::Other,
            TokenTree::Literal(literal) => literal_token(&literal.to_string()),
            TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint => {
                match trees.peek() {
                    Some(TokenTree::Punct(next)) if next.as_char() == ':' => {
                        trees.next();
                        Token::Path
                    }
                    _ => Token::Other,
                }
            }
            TokenTree::Punct(_) => Token::Other,
        };
        after_point = is_point;
        found.push(Placed { token, line });
    }
}

/// `#[doc = "..."]`: what a doc comment becomes.
fn is_doc(stream: &TokenStream) -> bool {
    matches!(stream.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

fn literal_token(text: &str) -> Token {
    let quoted = text.starts_with(['"', 'r', 'b', 'c']) && text.contains('"');
    if quoted {
        return Token::Text(text.into());
    }
    // A suffix is part of the literal: `1.5f64` names the type just as well.
    match ["f64", "f32"].iter().find(|suffix| text.ends_with(**suffix)) {
        Some(suffix) => Token::Name((*suffix).into()),
        None if is_fraction(text) => Token::Fraction,
        None => Token::Other,
    }
}

/// Starts with a digit, and has a point or an exponent; hexadecimal digits are neither.
fn is_fraction(text: &str) -> bool {
    let is_number = text.starts_with(|first: char| first.is_ascii_digit());
    is_number && !text.starts_with("0x") && text.contains(['.', 'e', 'E']) && !text.ends_with("size")
}

#[test]
fn fractions_are_told_from_places_and_whole_numbers() {
    let text = "fn a() {\n 1.5;\n 2e3;\n b.0.1;\n c.1.0;\n 0x1e3;\n 7usize;\n 1..2;\n 1_000u64;\n 1_0.5E-3;\n '1'; }";
    let found = tokens(&File::planted("x.rs", text));
    let lines: Vec<usize> =
        found.iter().filter(|placed| placed.token == Token::Fraction).map(|placed| placed.line).collect();
    assert_eq!(lines, [2, 3, 10]);
}

#[test]
fn comments_are_no_tokens_and_strings_are_texts() {
    let file = File::planted("x.rs", "//! f64\n/// f64\nfn a() { // f64\n let b = r#\"f64\"#; c::d(1f64) }");
    let names: Vec<String> = tokens(&file)
        .into_iter()
        .filter_map(|placed| match placed.token {
            Token::Name(name) => Some(format!("{}:{name}", placed.line)),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["3:fn", "3:a", "4:let", "4:b", "4:c", "4:d", "4:f64"]);
}
