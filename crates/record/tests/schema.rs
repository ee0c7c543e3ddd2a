//! The published schema is the one that the types have.

#[test]
fn the_published_schema_is_current() {
    let published = include_str!("../../../book/record.schema.json");
    let current = format!("{:#}\n", schemars::schema_for!(record::Record).as_value());
    assert!(
        published == current,
        "book/record.schema.json is out of date; `cargo xtask schema` mends it"
    );
}
