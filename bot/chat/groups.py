"""Groups that move to a new number, and chats that take the bot in or put it out (R18)."""

from __future__ import annotations

from telegram import Chat, ChatMember, Update

from bot.chat.desk import Context

_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def moved(update: Update, context: Context) -> None:
    """A group became a supergroup: its number changes. Both chats say so; once is enough."""
    message = update.message
    if message is None:
        return
    if message.migrate_to_chat_id:
        await context.desk.store.migrate_chat(message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await context.desk.store.migrate_chat(message.migrate_from_chat_id, message.chat.id)


async def membership(update: Update, context: Context) -> None:
    """The bot was blocked or removed, or taken back."""
    change = update.my_chat_member
    if change is None:
        return
    await remember(change.chat, context)
    state = "left" if change.new_chat_member.status in _GONE else "active"
    await context.desk.store.mark_chat(change.chat.id, state)


async def remember(chat: Chat, context: Context) -> None:
    """Enter a chat into the store, once in each life of the program; of people no name is kept."""
    desk = context.desk
    if chat.id not in desk.met:
        await desk.store.remember_chat(chat.id, chat.type, chat.title or "")
        desk.met.add(chat.id)
