"""Who is on a case, what they tell each other, and handing it over."""
