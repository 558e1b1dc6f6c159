"""How everything in the window looks: tokens, fonts, sizes, icons and the style that draws with them."""
