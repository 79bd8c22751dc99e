"""Screens of tasks (UX 16), of checks (14, 14b) and of my tasks on one page.

Views are thin: they read a form, call an action of the app, and draw a template. What a page needs
beyond `tasks.queries` is read here.
"""
