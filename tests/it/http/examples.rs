//! The example queries that the project shows must be ones that it answers.

use async_graphql::{Variables, parser::parse_query};
use medspil::graphql::guard::{Limits, TypeMap, check, scan};

/// Every example of the README and of the explorer is within the limits of the document guard.
#[test]
fn examples_are_within_the_limits() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let (readme, explorer) = (read("README.md"), read("api/assets/explorer/examples.graphql"));
    let shown = readme.split("```graphql").skip(1).filter_map(|part| part.split("```").next());
    let offered =
        explorer.split("# da: ").skip(1).filter_map(|part| part.split_once('\n')).map(|(_, text)| text);
    let types = TypeMap::from_sdl(&medspil::graphql::sdl()).unwrap();
    let limits = Limits::default();
    let mut seen = 0;
    for example in shown.chain(offered) {
        scan(example, &limits).unwrap();
        let document = parse_query(example).unwrap();
        let checked = check(document, None, &Variables::default(), &limits, &types);
        checked.unwrap_or_else(|refusal| panic!("{}\n{example}", refusal.message));
        seen += 1;
    }
    assert!(seen >= 8, "only {seen} examples were found");
}
