namespace FeedbackBot.Conversations.Answers;

/// <summary>Currencies by the signs and words people use for them.</summary>
internal static class Currencies
{
    /// <summary>The code (ISO 4217); null for a word that any currency may have.</summary>
    public static string? Of(string said) => said switch
    {
        "¥" or "元" or "块" or "圆" or "圆整" or "人民币" or "大洋" or "毛" or "角" or "rmb" or "cny" or "yuan" or "kuai" or "renminbi" => "CNY",
        "€" or "eur" or "euro" or "euros" or "欧元" or "欧" => "EUR",
        "£" or "gbp" or "quid" or "pound" or "pounds" or "pound sterling" or "pence" or "p" or "英镑" or "镑" => "GBP",
        "hk$" or "hkd" or "港币" or "港元" or "港纸" => "HKD",
        "jpy" or "yen" or "日元" or "日圆" => "JPY",
        "a$" => "AUD",
        "c$" => "CAD",
        "" => null,
        _ => "USD",
    };

    public static string Sign(string code) => code switch
    {
        "CNY" => "¥",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "HKD" => "HK$",
        _ => code + " ",
    };

    public static bool HasMinor(string code) => code != "JPY";
}
