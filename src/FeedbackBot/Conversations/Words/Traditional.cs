using System.Collections.Frozen;

namespace FeedbackBot.Conversations;

/// <summary>The traditional characters that customers' set phrases contain, as simplified ones; names and contents are not rewritten.</summary>
internal static class Traditional
{
    private const string Pairs =
        "訴诉議议見见問问題题單单號号訂订購购買买賣卖貨货換换維维費费錢钱還还沒没無无對对錯错應应該该這这個个們们來来時时間间電电話话郵邮聯联繫系係系絡络" +
        "說说請请謝谢幫帮助助轉转人人員员務务態态處处理理賠赔償偿歉歉釋释繼继續续寫写填填記记憶忆認认確确準准絕绝實实現现開开關关發发送送達达遲迟" +
        "壞坏損损傷伤運运輸输遞递寄寄點点為为麼么嗎吗誰谁哪哪樣样隨随便便夠够滿满意意評评價价級级給给讓让聽听覺觉簡简體体語语英英國国進进展展狀状況况" +
        "結结案案撤撤銷销補补充充會会當当從从頭头開开稱称讚赞揚扬優优質质產产團团隊队師师傅傅經经紅红藍蓝綠绿數数據据網网頁页車车門门長长條条張张歲岁氣气";

    private static readonly FrozenDictionary<char, char> Map = Enumerable.Range(0, Pairs.Length / 2)
        .Where(i => Pairs[2 * i] != Pairs[(2 * i) + 1])
        .DistinctBy(i => Pairs[2 * i])
        .ToFrozenDictionary(i => Pairs[2 * i], i => Pairs[(2 * i) + 1]);

    public static char ToSimplified(char c) => Map.GetValueOrDefault(c, c);
}
