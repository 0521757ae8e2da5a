#[cfg(target_arch = "wasm32")]
mod page {
    use yew::prelude::*;
    pub struct Root {
        n: u32,
    }
    pub enum Msg {
        Up,
    }
    impl Component for Root {
        type Message = Msg;
        type Properties = ();
        fn create(_: &Context<Self>) -> Self {
            Root { n: 0 }
        }
        fn update(&mut self, _: &Context<Self>, _: Msg) -> bool {
            self.n += 1;
            true
        }
        fn view(&self, ctx: &Context<Self>) -> Html {
            html! { <button onclick={ctx.link().callback(|_| Msg::Up)}>{ self.n }</button> }
        }
    }
}
fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        yew::Renderer::<page::Root>::new().render();
    }
}
