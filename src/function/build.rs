//! Makes the messages of the protocol, and its descriptors for reflection.

use prost::Message;
use prost_types::FileDescriptorSet;
use std::path::Path;
use std::{env, error::Error, fs};

const PROTOCOL: &str = "protocol";

/// The version whose messages are used for both: they are the same.
const MESSAGES: &str = "v1/run_function.proto";
const OLDER: &str = "v1beta1/run_function.proto";

fn main() -> Result<(), Box<dyn Error>> {
    let files = protox::compile([MESSAGES, OLDER], [PROTOCOL])?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("protocol.bin"), files.encode_to_vec())?;
    let messages = files.file.into_iter().filter(|file| file.name() != OLDER).collect();
    // Maps in order: the same answer has the same bytes.
    Ok(prost_build::Config::new().btree_map(["."]).compile_fds(FileDescriptorSet { file: messages })?)
}
