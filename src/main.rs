//! The page's program: mounts the page. On any target but a browser there is nothing to mount.

fn main() {
    #[cfg(target_arch = "wasm32")]
    follower_playground::ui::mount();
}

/// The usual allocator is three times as long to download; this one is as fast here.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
