//! The fingerprints that tell a result from others in every run, wherever its lines have moved.

use super::artifacts::Artifacts;
use super::pointer;
use crate::finding::groups::Groups;
use crate::finding::{Diagnostic, Document};

/// Gives the fingerprint of each diagnostic: its hash, and its number among those with the same hash.
pub(super) fn fingerprints(diagnostics: &[Diagnostic], artifacts: &Artifacts<'_>) -> Vec<String> {
    let hashes: Vec<u64> =
        diagnostics.iter().enumerate().map(|(place, diagnostic)| hash(diagnostic, artifacts.address(place))).collect();
    let alike = Groups::new(hashes.len(), &|left, right| hashes[left].cmp(&hashes[right]));
    let mut counts = vec![0; alike.firsts.len()];
    let fingerprint = |(hash, group): (&u64, usize)| {
        counts[group] += 1;
        format!("{hash:016x}:{}", counts[group])
    };
    hashes.iter().zip(alike.of).map(fingerprint).collect()
}

/// Hashes the rule, the source, the object and the path by FNV-1a.
fn hash(diagnostic: &Diagnostic, address: &str) -> u64 {
    let object = diagnostic.document.as_ref().and_then(Document::object_name).unwrap_or_default();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in [&diagnostic.rule, address, &object, &pointer(&diagnostic.path)] {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
