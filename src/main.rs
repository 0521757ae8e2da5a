//! The page's program: mounts the page. On any target but a browser there is nothing to mount.

fn main() {
    #[cfg(target_arch = "wasm32")]
    follower_playground::browser::mount();
}
