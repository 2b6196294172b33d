"""What Kizuna knows by heart and how it reads: words, places, posts and lessons, without a platform or a store."""
