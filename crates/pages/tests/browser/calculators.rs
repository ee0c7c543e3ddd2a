//! The calculators of the limits.

use crate::chromium::Tab;

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn calculators_follow_the_keyboard_and_refuse_in_words() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let tab = Tab::open();
    tab.set_width(1280);
    tab.visit(&format!("{site}/concurrency-vs-parallelism-limits.html"), "count");
    let select = |input: usize| {
        let inputs = "document.querySelectorAll('.calculator input')";
        tab.evaluate(&format!("{inputs}[{input}].select()"));
    };
    // What the sentences say in bold, in the order of the page.
    let said = || {
        let all = tab.ask("JSON.stringify([...document.querySelectorAll('.calculator')].map(all => all.innerHTML))",
        );
        for word in ["NaN", "Infinity", "∞", "undefined", "null"] {
            assert!(!all.to_string().contains(word), "{word}: {all}");
        }
        tab.ask("JSON.stringify([...document.querySelectorAll('.calculator output')].map(
                output => [...output.querySelectorAll('b')].map(bold => bold.textContent)))",
        )
    };
    assert!(!said()[0].as_array().expect("a list").is_empty(), "it begins with values");
    for (input, typed) in ["20", "4", "20", "7", "350", "20"].into_iter().enumerate() {
        select(input);
        tab.write(typed);
    }
    let all = said();
    assert_eq!(all[0], serde_json::json!(["2.5", "62.5 %", "5"]));
    assert_eq!([&all[1][0], &all[2][0]], ["350", "7"]);
    select(1);
    tab.press("ArrowUp");
    assert_eq!(said()[0][0], "2.78", "five workers");
    let first = || {
        tab.ask(
            "JSON.stringify(document.querySelector('.calculator output').textContent)",
        )
    };
    for refused in ["0", "2.5", "e"] {
        select(1);
        tab.write(refused);
        let words = first();
        assert!(
            words.as_str().expect("text").contains("wants a whole number"),
            "{words}"
        );
        assert_eq!(said()[0], serde_json::json!([]));
    }
    select(1);
    tab.write("1000000");
    select(0);
    tab.write("0");
    assert_eq!(said()[0][0], "1,000,000", "nothing is serial");
    let unnamed = tab.ask(
        "JSON.stringify([...document.querySelectorAll('.calculator input')]
            .filter(input => !input.labels.length).length)",
    );
    assert_eq!(unnamed, 0);
    assert_eq!(tab.problems(), [""; 0]);
}
