//! A loop with `?`: at the first failure it ends, and so far it is one after another.

use exercises::{Reply, get_async};

fn length(reply: &Reply) -> Result<usize, u16> {
    if reply.status == 200 { Ok(reply.body.len()) } else { Err(reply.status) }
}

/// The length of each page, or the status of the first that fails.
pub async fn lengths(urls: &[String]) -> Result<Vec<usize>, u16> {
    let mut lengths = Vec::new();
    for url in urls {
        lengths.push(length(&get_async(url).await)?);
    }
    Ok(lengths)
}
