"""A question → an answer, in private and in groups."""

from __future__ import annotations


async def test_x(chat):
    for q in ["餐饮油烟谁负责","建筑工地扬尘谁负责","秸秆禁烧谁管","老旧柴油货车淘汰谁负责","入河排污口谁负责","县水利局负责什么","本月到期的有哪些","地铁三号线什么时候开通","垃圾中转站异味治理什么时候完成","农村黑臭水体谁负责"]:
        await chat.says("李工", q)
        print("\n=====", q); print("\n".join(chat.heard())); print(chat.labels())
    await chat.presses("李工","前后文")
    print(chat.heard())
    raise AssertionError
