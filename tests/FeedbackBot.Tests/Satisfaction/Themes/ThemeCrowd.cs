using FeedbackBot.Satisfaction.Themes;

namespace FeedbackBot.Tests.Satisfaction.Themes;

/// <summary>Customers of a shop for kettles, in both languages, who write about everyday matters.</summary>
internal static class ThemeCrowd
{
    public static readonly DateTime Start = new(2026, 11, 9, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Chinese = ["快递送得太慢了，等了很久", "客服态度不好，一直不回复", "发票开错了，抬头不对", "包装破损，杯子碎了", "退款还没到账", "商品颜色跟图片不一样", "订单被取消，没人通知", "安装预约改了三次"];

    private static readonly string[] English = ["The delivery was slow and nobody answered", "my invoice shows the wrong address", "the packaging was torn and a cup broken", "still waiting for the refund", "support never replied to the email", "colour differs from the picture", "the order was cancelled without notice", "the engineer moved the appointment"];

    /// <summary>One text of each of so many customers.</summary>
    public static IEnumerable<ThemeText> Everyday(int customers, bool isNow, int seed = 1)
    {
        var random = new Random(seed + (isNow ? 0 : 1000));
        return Enumerable.Range(0, customers).Select(i => Of((i % 2 == 0 ? Chinese : English)[random.Next(8)], isNow, i));
    }

    public static IEnumerable<ThemeText> Saying(IEnumerable<string> texts, bool isNow) => texts.Select((text, i) => Of(text, isNow, i));

    public static ThemeText Of(string text, bool isNow, int minute, Guid? voice = null, int slice = 1) => new(text, voice ?? Guid.CreateVersion7(), isNow ? 0 : slice, Start.AddDays(isNow ? 0 : -14).AddMinutes(minute));
}
