namespace FeedbackBot.Benchmarks;

/// <summary>One case of the crowd, drawn from its number alone.</summary>
internal sealed class CrowdCase
{
    private static readonly string[] Topics = ["delivery", "delivery", "delivery", "billing", "billing", "product_quality", "product_quality", "staff_service", "app_website", "returns_refund", "account", "other"];
    private static readonly string[] Chinese = ["洗衣机又坏了", "快递迟到了三天", "包裹破损", "客服一直没人接电话", "多扣了我一次钱", "我要求退款", "安装师傅态度很差", "空调不制冷", "申请换货没有回音", "发票开错了", "希望能改善一下", "请尽快处理", "等了一个星期", "门锁打不开", "漏水很严重"];
    private static readonly string[] English = ["the parcel came late", "nobody answers the phone", "I was charged twice", "the kettle is broken", "I want a refund", "the driver was rude", "the app crashes at login", "my order never arrived", "the box was open", "please send a replacement", "the invoice is wrong", "the valve leaks", "it stopped working after two days", "this is the third time", "the colour is not what I ordered"];

    public CrowdCase(int number, int of, DateTime now, int accounts, int people, int teams)
    {
        var dice = new Random(number);
        Number = number;
        Language = dice.Next(2) == 0 ? "zh-Hans" : "en";
        var age = 1 - (number / (double)of);
        At = now.AddDays(-730 * age).AddMinutes(-dice.Next(60));
        var isOpen = dice.NextDouble() < (age < 0.12 ? 0.7 : 0.018);
        var open = dice.Next(10);
        IsOver = !isOpen;
        Status = IsOver ? (dice.Next(20) == 0 ? "closed" : "resolved") : open < 3 ? "new" : open < 6 ? "open" : open < 9 ? "waiting_on_customer" : "on_hold";
        IsAnswered = IsOver || Status is "waiting_on_customer" or "on_hold" || (Status == "open" && dice.Next(2) == 0);
        WaitingSince = Status is "new" or "open" ? At : null;
        DueAt = At.AddHours(8 + dice.Next(200));
        Kind = dice.Next(100) switch { < 60 => "complaint", < 80 => "question", < 90 => "suggestion", < 98 => "praise", _ => null };
        Sentiment = Kind == "complaint" ? (dice.Next(3) > 0 ? "negative" : "neutral") : Kind == "praise" ? "positive" : "neutral";
        Priority = dice.Next(100) switch { < 20 => 0, < 85 => 1, < 97 => 2, _ => 3 };
        Topic = Topics[dice.Next(Topics.Length)];
        Account = dice.Next(10) < 6 ? Math.Min(accounts - 1, (int)Math.Pow(accounts, dice.NextDouble()) - 1) : null;
        Team = (int)(teams * Math.Pow(dice.NextDouble(), 2));
        Assignee = IsOver || Status != "new" || dice.Next(3) == 0 ? dice.Next(people) : null;
        Order = $"AB{10_000_000 + (number * 37L % 90_000_000)}";
        Customer = Language == "en" ? $"Pat {Number % 9973}" : $"王{(char)(0x4E00 + (Number % 900))}";
        (Conversation, IsFirstOfContact) = (Id(number, 1), number % 3 == 1);
        Contact = Id(number - ((number - 1) % 3), 2);
        var pieces = Language == "en" ? English : Chinese;
        string Say(int count) => string.Join(Language == "en" ? ", " : ",", Enumerable.Range(0, count).Select(_ => pieces[dice.Next(pieces.Length)]));
        Text = $"{Say(2 + dice.Next(4))}{(Language == "en" ? ". Order " : "。订单号 ")}{Order}";
        Said = IsAnswered ? [Text, Say(2), .. dice.Next(3) == 0 ? [Say(1), Say(1)] : Array.Empty<string>()] : [Text];
    }

    public long Number { get; }

    public string? Kind { get; }

    public string Status { get; }

    public int Priority { get; }

    public string Text { get; }

    public string Topic { get; }

    public string Sentiment { get; }

    public string Language { get; }

    public Guid Conversation { get; }

    public Guid Contact { get; }

    public bool IsFirstOfContact { get; }

    public string Customer { get; }

    public int? Account { get; }

    public int Team { get; }

    public int? Assignee { get; }

    public string Order { get; }

    public DateTime At { get; }

    public DateTime DueAt { get; }

    public DateTime? WaitingSince { get; }

    public bool IsOver { get; }

    public bool IsAnswered { get; }

    public IReadOnlyList<string> Said { get; }

    /// <summary>In the order of numbers, as version-7 identifiers are.</summary>
    private static Guid Id(int number, byte kind) => new(number, kind, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, kind);
}
