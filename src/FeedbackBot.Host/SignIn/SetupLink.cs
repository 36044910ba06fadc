using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Host.Settings;

namespace FeedbackBot.Host.SignIn;

/// <summary>The one-time code with which the first administrator sets the place up; only its hash lies in the data folder.</summary>
public sealed class SetupLink(DataFolder data)
{
    private string File => Path.Combine(data.Folder("keys"), "setup-code.sha256");

    /// <summary>The code made by this start, to be printed once; null where none was needed.</summary>
    public string? Code { get; private set; }

    /// <summary>Makes a new code; one printed by an earlier start no longer works.</summary>
    public void Make()
    {
        Code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        System.IO.File.WriteAllText(File, Hash(Code));
    }

    public bool Fits(string? code) =>
        !string.IsNullOrEmpty(code) && System.IO.File.Exists(File)
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(code)), Encoding.ASCII.GetBytes(System.IO.File.ReadAllText(File)));

    /// <summary>Spends the code; of two who try at once only one succeeds.</summary>
    public bool Spend(string? code)
    {
        if (!Fits(code))
        {
            return false;
        }

        try
        {
            System.IO.File.Move(File, File + ".used", overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The code was spent in vain (a password that was refused) and may be used again.</summary>
    public void GiveBack() => System.IO.File.Move(File + ".used", File, overwrite: true);

    private static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
