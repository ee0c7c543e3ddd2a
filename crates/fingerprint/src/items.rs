//! A file as items: without its tests, and with what it declares and imports apart.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Arm, Attribute, Block, Expr, ExprClosure, ImplItem, Item, ReturnType, Stmt};
use syn::{ItemImpl, ItemTrait, TraitItem, WhereClause};

use crate::names::{Names, Place, plain};
use crate::tokens;

/// What a module names, with the modules inside it.
#[derive(Default)]
pub(crate) struct Module {
    pub(crate) names: Names,
    /// The modules written in the same file.
    pub(crate) inline: Vec<(String, Module)>,
    /// The modules in files of their own.
    pub(crate) declared: Vec<Declared>,
}

/// `mod name;`
pub(crate) struct Declared {
    pub(crate) name: String,
    /// What a `#[path = "..."]` says, under a condition or not.
    pub(crate) paths: Vec<String>,
}

/// A file's modules, and the text that stands for its tokens.
pub(crate) fn parse(source: &str) -> syn::Result<(Module, String)> {
    let file = syn::parse_file(source)?;
    let mut text = String::new();
    for attribute in &file.attrs {
        tokens::write(attribute.to_token_stream(), &mut text);
    }
    Ok((module(file.items, &mut text), text))
}

fn module(items: Vec<Item>, text: &mut String) -> Module {
    let mut module = Module::default();
    let mut imports = Vec::new();
    for mut item in items.into_iter().filter(|item| !is_test(attributes(item))) {
        Tidy.visit_item_mut(&mut item);
        match item {
            Item::Mod(item) => {
                let Some((_, items)) = item.content else {
                    let mut paths = Vec::new();
                    item.attrs.iter().for_each(|attribute| {
                        path_values(attribute.to_token_stream(), &mut paths);
                    });
                    module.declared.push(Declared { name: plain(&item.ident), paths });
                    continue;
                };
                text.extend(["mod ", &plain(&item.ident), " { "]);
                let inline = self::module(items, text);
                text.push_str("} ");
                module.inline.push((plain(&item.ident), inline));
            }
            Item::Use(item) => {
                let mut attributes = String::new();
                item.attrs.iter().map(ToTokens::to_token_stream).for_each(
                    |attribute| {
                        tokens::write(attribute, &mut attributes);
                    },
                );
                tokens::write(item.vis.to_token_stream(), &mut attributes);
                for import in module.names.import(&item) {
                    imports.push(format!("{attributes}{import}"));
                }
            }
            item => {
                match &item {
                    Item::Impl(item) => {
                        let of =
                            item.trait_.as_ref().map(|(of, _)| of.to_token_stream());
                        module.names.implement(of.into_iter().collect());
                        module.names.implement(item.self_ty.to_token_stream());
                    }
                    // It may expand to an implementation for a type that it is given.
                    Item::Macro(item) if item.ident.is_none() => {
                        module.names.implement(item.mac.tokens.clone());
                    }
                    _ => {}
                }
                let stream = item.to_token_stream();
                tokens::write(stream.clone(), text);
                module.names.scan(stream, Place::Code);
            }
        }
    }
    // Sorted, because `cargo fmt` sorts them.
    imports.sort();
    text.extend(imports);
    module
}

macro_rules! attributes_of {
    ($item:expr, $kind:ident: $($variant:ident)*) => {
        match $item {
            $($kind::$variant(item) => &item.attrs,)*
            _ => &[],
        }
    };
}

fn attributes(item: &Item) -> &[Attribute] {
    attributes_of!(item, Item: Const Enum ExternCrate Fn ForeignMod Impl Macro Mod Static
        Struct Trait TraitAlias Type Union Use)
}

/// Whether it is compiled for tests alone: `#[test]`, `#[tokio::test]`, `#[cfg(test)]`.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        path.segments.last().is_some_and(|last| last.ident == "test")
            || path.is_ident("cfg")
                && attribute
                    .meta
                    .require_list()
                    .is_ok_and(|list| needs_test(list.tokens.clone()))
    })
}

/// Whether a condition holds in tests only: `test`, or `all(...)` with such a one.
fn needs_test(condition: TokenStream) -> bool {
    let tokens: Vec<_> = condition.into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name)] => name == "test",
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "all" => {
            let within: Vec<_> = group.stream().into_iter().collect();
            within
                .split(|token| tokens::is(Some(token), ','))
                .any(|part| needs_test(part.iter().cloned().collect()))
        }
        _ => false,
    }
}

/// The texts after `path =`, at any depth.
fn path_values(stream: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<_> = stream.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
                path_values(group.stream(), found);
            }
            TokenTree::Ident(name) if name == "path" => {
                if let Some(TokenTree::Literal(value)) = tokens.get(at + 2) {
                    found.push(value.to_string().trim_matches('"').to_owned());
                }
            }
            _ => {}
        }
    }
}

/// Removes tests within items, and writes in one way what `cargo fmt` may write in two.
struct Tidy;

impl VisitMut for Tidy {
    fn visit_block_mut(&mut self, block: &mut Block) {
        block.stmts.retain(|statement| match statement {
            Stmt::Item(item) => !is_test(attributes(item)),
            Stmt::Local(local) => !is_test(&local.attrs),
            Stmt::Macro(call) => !is_test(&call.attrs),
            Stmt::Expr(..) => true,
        });
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        item.items.retain(|item| {
            !is_test(attributes_of!(item, ImplItem: Const Fn Type Macro))
        });
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_item_trait_mut(&mut self, item: &mut ItemTrait) {
        item.items.retain(|item| {
            !is_test(attributes_of!(item, TraitItem: Const Fn Type Macro))
        });
        visit_mut::visit_item_trait_mut(self, item);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        visit_mut::visit_arm_mut(self, arm);
        unwrap(&mut arm.body);
        arm.comma = Some(syn::token::Comma::default());
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        visit_mut::visit_expr_closure_mut(self, closure);
        if matches!(closure.output, ReturnType::Default) {
            unwrap(&mut closure.body);
        }
    }

    fn visit_where_clause_mut(&mut self, clause: &mut WhereClause) {
        visit_mut::visit_where_clause_mut(self, clause);
        if !clause.predicates.empty_or_trailing() {
            clause.predicates.push_punct(syn::token::Comma::default());
        }
    }
}

/// `{ body }` as `body`.
fn unwrap(body: &mut Expr) {
    if let Expr::Block(block) = body
        && block.attrs.is_empty()
        && block.label.is_none()
        && let [Stmt::Expr(inner, None)] = block.block.stmts.as_mut_slice()
    {
        *body = std::mem::replace(inner, Expr::Verbatim(TokenStream::new()));
    }
}
