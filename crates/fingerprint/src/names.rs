//! What code names: paths, imports, macros, files to include.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use syn::{ItemUse, UseTree};

use crate::tokens::{is, level};

/// The segments of `a::b::c`. The first is empty in `::a`, and `$crate` in a macro;
/// the last is [`ALL`] where anything below may be meant.
pub(crate) type Path = Vec<String>;

/// As the last segment: this module and all below it.
pub(crate) const ALL: &str = "*";

/// Macros of the standard library, which name nothing of ours but in their arguments.
const STANDARD: [&str; 36] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "column",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include",
    "include_bytes",
    "include_str",
    "line",
    "macro_rules",
    "matches",
    "module_path",
    "option_env",
    "panic",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Keywords that may stand before `!` without a macro of that name.
const BEFORE_A_NOT: [&str; 10] =
    ["break", "else", "if", "in", "let", "match", "move", "return", "while", "yield"];

/// Keywords that may follow the first of a definition.
const WITHIN_A_DEFINITION: [&str; 5] = ["async", "extern", "fn", "mut", "unsafe"];

/// Where tokens stand.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Code,
    /// In a macro's definition or arguments, of which nothing is known.
    Macro,
    Attribute,
    /// In what an `impl` is for.
    Header,
}

/// `use path as alias;`, where the alias of a glob is [`ALL`].
pub(crate) struct Import {
    pub(crate) path: Path,
    pub(crate) alias: String,
}

/// `path!(...)`, with the words among its arguments, each of which may be a module.
pub(crate) struct Call {
    pub(crate) path: Path,
    pub(crate) words: BTreeSet<String>,
}

/// What the code of a module names.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) imports: Vec<Import>,
    /// What it defines: more rather than less.
    pub(crate) items: BTreeSet<String>,
    /// Of two segments and more.
    pub(crate) paths: BTreeSet<Path>,
    /// Words in the texts of attributes, such as `#[serde(with = "times")]`.
    pub(crate) words: BTreeSet<String>,
    pub(crate) calls: Vec<Call>,
    /// What its implementations are of and for.
    pub(crate) implements: BTreeSet<Path>,
    /// The files that it includes; `None` where that is not a literal.
    pub(crate) includes: BTreeSet<Option<String>>,
    /// The macros that it defines, and what their bodies name.
    pub(crate) macros: BTreeMap<String, Names>,
}

/// Whether the standard library has a macro of this name.
pub(crate) fn is_standard(name: &str) -> bool {
    STANDARD.contains(&name)
}

impl Names {
    /// The imports called so.
    pub(crate) fn imported<'a>(
        &'a self,
        alias: &'a str,
    ) -> impl Iterator<Item = &'a Import> {
        self.imports.iter().filter(move |import| import.alias == alias)
    }

    /// Whether something begins with this name, in the bodies of macros too.
    pub(crate) fn begins_with(&self, name: &str) -> bool {
        let begins = |path: &Path| {
            path.iter()
                .find(|segment| !segment.is_empty())
                .is_some_and(|first| first == name)
        };
        self.imports.iter().any(|import| begins(&import.path))
            || self.paths.iter().any(begins)
            || self.calls.iter().any(|call| begins(&call.path))
            || self.macros.values().any(|body| body.begins_with(name))
    }

    /// Adds what a `use` imports, and returns each as text.
    pub(crate) fn import(&mut self, item: &ItemUse) -> Vec<String> {
        let before = self.imports.len();
        let root = item.leading_colon.map(|_| String::new());
        self.import_tree(&item.tree, root.into_iter().collect());
        let added = &self.imports[before..];
        added
            .iter()
            .map(|new| format!("use {} as {} ", new.path.join("::"), new.alias))
            .collect()
    }

    fn import_tree(&mut self, tree: &UseTree, mut path: Path) {
        let (name, alias) = match tree {
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import_tree(tree, path.clone());
                }
                return;
            }
            UseTree::Path(next) => {
                path.push(plain(&next.ident));
                return self.import_tree(&next.tree, path);
            }
            UseTree::Glob(_) => {
                return self.imports.push(Import { path, alias: ALL.to_owned() });
            }
            UseTree::Name(name) => (plain(&name.ident), None),
            UseTree::Rename(name) => (plain(&name.ident), Some(plain(&name.rename))),
        };
        if name != "self" || path.is_empty() {
            path.push(name);
        }
        let alias = alias.or_else(|| path.last().cloned()).unwrap_or_default();
        self.imports.push(Import { path, alias });
    }

    /// Adds what an implementation is of or for.
    pub(crate) fn implement(&mut self, header: TokenStream) {
        let mut named = Self::default();
        named.scan(header, Place::Header);
        self.implements.extend(named.paths);
    }

    /// Adds what tokens name.
    pub(crate) fn scan(&mut self, stream: TokenStream, place: Place) {
        let tokens = level(stream);
        let mut at = 0;
        while at < tokens.len() {
            at = self.scan_at(&tokens, at, place);
        }
    }

    /// Adds what begins here, and returns where the next begins.
    fn scan_at(&mut self, tokens: &[TokenTree], at: usize, place: Place) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => self.scan(group.stream(), place),
            TokenTree::Literal(text) if place == Place::Attribute => {
                self.quoted(&text.to_string());
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let at = at + 1 + usize::from(is(tokens.get(at + 1), '!'));
                if let Some(TokenTree::Group(group)) = tokens.get(at)
                    && group.delimiter() == Delimiter::Bracket
                {
                    self.scan(group.stream(), Place::Attribute);
                    return at + 1;
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '$' => {
                let (mut path, next) = path_at(tokens, at + 1);
                if path.first().is_some_and(|first| first == "crate") {
                    "$crate".clone_into(&mut path[0]);
                    return self.path(path, tokens, next, place);
                }
                return next;
            }
            TokenTree::Punct(_) if is_separator(tokens, at) => {
                let (mut path, next) = path_at(tokens, at + 2);
                path.insert(0, String::new());
                return self.path(path, tokens, next, place);
            }
            TokenTree::Ident(word) => return self.word(word, tokens, at, place),
            _ => {}
        }
        at + 1
    }

    fn word(
        &mut self,
        word: &Ident,
        tokens: &[TokenTree],
        at: usize,
        place: Place,
    ) -> usize {
        match word.to_string().as_str() {
            "use" => {
                let end = tokens[at..].iter().position(|token| is(Some(token), ';'));
                let item =
                    end.map(|end| tokens[at..=at + end].iter().cloned().collect());
                if let Some(item) =
                    item.and_then(|item| syn::parse2::<ItemUse>(item).ok())
                {
                    self.import(&item);
                    return at + end.unwrap_or_default();
                }
            }
            "impl" if place == Place::Macro => {
                let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(body) if body.delimiter() == Delimiter::Brace);
                let header =
                    tokens[at + 1..].iter().take_while(|token| !is_body(token));
                self.implement(header.cloned().collect());
            }
            "const" | "enum" | "fn" | "static" | "struct" | "trait" | "type"
            | "union" => {
                if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                    if WITHIN_A_DEFINITION.iter().any(|keyword| name == keyword) {
                        return at + 1;
                    }
                    self.items.insert(plain(name));
                    return at + 2;
                }
            }
            "extern" => {
                if let [TokenTree::Ident(word), TokenTree::Ident(name), rest @ ..] =
                    &tokens[at + 1..]
                    && word == "crate"
                {
                    let alias = match rest {
                        [TokenTree::Ident(_), TokenTree::Ident(alias), ..] => alias,
                        _ => name,
                    };
                    let path = vec![String::new(), plain(name)];
                    self.imports.push(Import { path, alias: plain(alias) });
                    return at + 3;
                }
            }
            _ => {}
        }
        let (path, next) = path_at(tokens, at);
        self.path(path, tokens, next, place)
    }

    /// Adds a path, or the macro that it calls or defines.
    fn path(
        &mut self,
        path: Path,
        tokens: &[TokenTree],
        next: usize,
        place: Place,
    ) -> usize {
        if is(tokens.get(next), '!') && !BEFORE_A_NOT.contains(&path[0].as_str()) {
            match tokens.get(next + 1..).unwrap_or_default() {
                [TokenTree::Group(arguments), ..] => {
                    self.call(path, arguments);
                    return next + 2;
                }
                [TokenTree::Ident(name), TokenTree::Group(body), ..]
                    if path == ["macro_rules"] =>
                {
                    self.macros
                        .entry(plain(name))
                        .or_default()
                        .scan(body.stream(), Place::Macro);
                    return next + 3;
                }
                _ => {}
            }
        }
        if path.len() > 1 || place == Place::Header {
            self.paths.insert(path);
        }
        next
    }

    fn call(&mut self, path: Path, arguments: &Group) {
        let name = path.last().map_or("", String::as_str);
        if ["include", "include_bytes", "include_str"].contains(&name) {
            let literal = syn::parse2::<syn::LitStr>(arguments.stream());
            self.includes.insert(literal.ok().map(|literal| literal.value()));
        }
        self.scan(arguments.stream(), Place::Macro);
        let mut words = BTreeSet::new();
        if !is_standard(name) {
            words_of(arguments.stream(), &mut words);
        }
        self.calls.push(Call { path, words });
    }

    fn quoted(&mut self, literal: &str) {
        let text = literal.trim_matches('"');
        if text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            let path: Path = text.split("::").map(ToOwned::to_owned).collect();
            match path.as_slice() {
                [word] => self.words.insert(word.clone()),
                _ => self.paths.insert(path),
            };
        }
    }
}

/// The path that begins at this identifier, and where it ends.
fn path_at(tokens: &[TokenTree], mut at: usize) -> (Path, usize) {
    let mut path = Path::new();
    while let Some(TokenTree::Ident(segment)) = tokens.get(at) {
        path.push(plain(segment));
        at += 1;
        if !is_separator(tokens, at) {
            break;
        }
        at += 2;
        let below = match tokens.get(at) {
            Some(TokenTree::Punct(punct)) => ['$', '*'].contains(&punct.as_char()),
            Some(TokenTree::Group(_)) => true,
            _ => false,
        };
        if below {
            path.push(ALL.to_owned());
        }
    }
    (path, at)
}

/// Whether `::` stands here.
fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    is(tokens.get(at + 1), ':')
        && matches!(tokens.get(at), Some(TokenTree::Punct(first))
            if first.as_char() == ':' && first.spacing() == Spacing::Joint)
}

fn words_of(stream: TokenStream, words: &mut BTreeSet<String>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => words_of(group.stream(), words),
            TokenTree::Ident(word) => {
                words.insert(plain(&word));
            }
            _ => {}
        }
    }
}

/// An identifier without `r#`.
pub(crate) fn plain(ident: &proc_macro2::Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
