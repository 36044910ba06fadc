namespace FeedbackBot.Understanding.Embedded;

/// <summary>What the words before a number say it is.</summary>
internal enum NumberHint { None, Order, Bank, Account, Passport, Identity, Licence, Phone }

/// <summary>Looks at the few words before a number; the nearest telling word wins.</summary>
internal static class NumberContext
{
    private const int Back = 28;

    private static readonly (string Word, NumberHint Hint)[] Words =
    [
        ("订单", NumberHint.Order), ("訂單", NumberHint.Order), ("单号", NumberHint.Order), ("單號", NumberHint.Order), ("运单", NumberHint.Order),
        ("order", NumberHint.Order), ("tracking", NumberHint.Order), ("invoice", NumberHint.Order), ("ticket", NumberHint.Order),
        ("reference", NumberHint.Order), ("case", NumberHint.Order), ("serial", NumberHint.Order), ("序列号", NumberHint.Order), ("工单", NumberHint.Order),
        ("parcel", NumberHint.Order), ("booking", NumberHint.Order), ("流水号", NumberHint.Order), ("交易号", NumberHint.Order),
        ("银行", NumberHint.Bank), ("銀行", NumberHint.Bank), ("卡号", NumberHint.Bank), ("卡號", NumberHint.Bank), ("开户", NumberHint.Bank),
        ("bank account", NumberHint.Bank), ("account number", NumberHint.Bank), ("account no", NumberHint.Bank), ("iban", NumberHint.Bank),
        ("收款账", NumberHint.Bank), ("用卡", NumberHint.Bank), ("刷卡", NumberHint.Bank), ("的卡", NumberHint.Bank), ("储蓄卡", NumberHint.Bank), ("信用卡", NumberHint.Bank), ("借记卡", NumberHint.Bank),
        ("my card", NumberHint.Bank), ("credit card", NumberHint.Bank), ("debit card", NumberHint.Bank), ("card no", NumberHint.Bank), ("with card", NumberHint.Bank), ("账户", NumberHint.Bank), ("帳戶", NumberHint.Bank), ("acct", NumberHint.Bank), ("card number", NumberHint.Bank),
        ("passport", NumberHint.Passport), ("护照", NumberHint.Passport), ("護照", NumberHint.Passport),
        ("账号", NumberHint.Account), ("帐号", NumberHint.Account), ("賬號", NumberHint.Account), ("帳號", NumberHint.Account),
        ("身份证", NumberHint.Identity), ("身分证", NumberHint.Identity), ("身份證", NumberHint.Identity), ("身分證", NumberHint.Identity), ("证件号", NumberHint.Identity),
        ("id card", NumberHint.Identity), ("identity", NumberHint.Identity), ("id number", NumberHint.Identity), ("national id", NumberHint.Identity), ("id no", NumberHint.Identity),
        ("驾驶证", NumberHint.Licence), ("駕駛證", NumberHint.Licence), ("驾照", NumberHint.Licence), ("駕照", NumberHint.Licence),
        ("driving licence", NumberHint.Licence), ("driving license", NumberHint.Licence), ("driver's licen", NumberHint.Licence), ("driver’s licen", NumberHint.Licence),
        ("drivers licen", NumberHint.Licence), ("driver licen", NumberHint.Licence),
        ("快递", NumberHint.Order), ("快遞", NumberHint.Order), ("物流", NumberHint.Order), ("会员", NumberHint.Order), ("membership", NumberHint.Order),
        ("电话", NumberHint.Phone), ("電話", NumberHint.Phone), ("手机", NumberHint.Phone), ("手機", NumberHint.Phone), ("致电", NumberHint.Phone),
        ("请打", NumberHint.Phone), ("拨打", NumberHint.Phone), ("打到", NumberHint.Phone), ("回电", NumberHint.Phone), ("请联系", NumberHint.Phone),
        ("phone", NumberHint.Phone), ("call", NumberHint.Phone), ("mobile", NumberHint.Phone), ("tel", NumberHint.Phone),
        ("whatsapp", NumberHint.Phone), ("text me", NumberHint.Phone), ("座机", NumberHint.Phone), ("reach me", NumberHint.Phone),
    ];

    /// <summary>Names that people write straight onto the number.</summary>
    private static readonly string[] Written = ["card", "visa", "mastercard", "amex", "unionpay", "id", "no", "number", "acct", "account", "passport"];

    public static bool Names(ReadOnlySpan<char> word)
    {
        foreach (var name in Written)
        {
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public static NumberHint Before(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - Back), at - Math.Max(0, at - Back));
        var (nearest, hint) = (-1, NumberHint.None);
        foreach (var (word, told) in Words)
        {
            var found = before.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (found >= 0 && found + word.Length > nearest) (nearest, hint) = (found + word.Length, told);
        }

        return hint;
    }
}
