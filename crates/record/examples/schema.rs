//! Prints the JSON Schema of a record: `cargo xtask schema` writes it to
//! `book/record.schema.json`, which the book publishes.

fn main() {
    println!("{:#}", schemars::schema_for!(record::Record).as_value());
}
