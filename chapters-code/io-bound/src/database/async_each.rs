//! Every query a future, on one thread; they share the connections.

// ANCHOR: listing
use anyhow::Result;
use futures_util::future::try_join_all;
use tokio::runtime::Builder;

use super::workload::Workload;

/// Asks for every id at once.
pub fn query_all(workload: &Workload) -> Result<u64> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(workload.connections) // more could only queue
        .build()?;
    runtime.block_on(async {
        let opening =
            (0..workload.connections).map(|_| workload.database.connect_async());
        let connections = try_join_all(opening).await?;
        let queries = workload
            .ids
            .iter()
            .zip(connections.iter().cycle())
            .map(|(id, connection)| connection.value(*id));
        Ok(try_join_all(queries).await?.into_iter().sum())
    })
}
// ANCHOR_END: listing
